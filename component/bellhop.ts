// Bellhop's desk, built once in order and stopped in reverse: the architecture on one page.
import { type AccountWork, accountFailed, accountKept, nextAccount } from './desk/admin/accounts.ts'
import { type ErasureWork, erasureDone, erasureFailed, nextErasure } from './desk/admin/erasure.ts'
import { forgetSessions } from './desk/admin/sign-in.ts'
import { forgetOld } from './desk/admin/tokens.ts'
import { forgetSilent, giveBackLost, lookAround, showAll, summary } from './desk/availability.ts'
import { forgetRepeats } from './desk/delivery.ts'
import type { Letter } from './desk/mail.ts'
import { runReminders } from './desk/reminder.ts'
import { runTimers } from './desk/reroute.ts'
import type { Domains, Turn } from './desk/turn.ts'
import { openClockwork } from './jobs/every.ts'
import { openKeeper } from './jobs/keeper.ts'
import { openMailer } from './jobs/mailer.ts'
import { openMessageIndex } from './jobs/message-index.ts'
import { openPump, type Pump } from './jobs/outbox-pump.ts'
import type { Log } from './log.ts'
import type { ContactNotice } from './model/notice.ts'
import { migrate, openDatabase, openReader } from './store/database.ts'
import { type Look, openLooks } from './store/looks.ts'
import { openTurns } from './store/turns.ts'
import { openPhotos } from './xmpp/photos.ts'
import { openRequests } from './xmpp/requests.ts'
import { openRouter } from './xmpp/router.ts'
import { openStream } from './xmpp/stream.ts'
import { write } from './xmpp/write.ts'

export interface BellhopOptions {
  /** `sqlite:///absolute/file` or `postgres://…`; brought up to date before anything else. */
  database: string
  domains: Domains
  /** `xmpp://host:port` of ejabberd's component listener, and the password there. */
  service: string
  password: string
  /** How long a lost agent keeps his conversations. */
  graceSeconds: number
  /** Puts a contact into a roster on IM server 2, or takes it out. */
  contact: (notice: ContactNotice) => Promise<void>
  /** Brings the account of one of the staff on IM server 2 to how it is to be. */
  account?: ((work: AccountWork) => Promise<void>) | undefined
  /** Takes what an erased visitor left from the IM servers and the uploads. */
  erase?: ((work: ErasureWork) => Promise<void>) | undefined
  /** Hands a letter to a mail server; without it nothing is mailed. */
  mail?: ((letter: Letter) => Promise<void>) | undefined
  /** Done in order before the desk goes online, for instance to put people on it. */
  prepare?: (run: Run) => Promise<void>
  random: () => number
  clock: () => Date
  log: Log
}

export type Run = <T>(work: (turn: Turn) => Promise<T>) => Promise<T>

export interface Bellhop {
  run: Run
  /** For what only reads and may take long: see `Look`. */
  look: Look
  isOnline(): boolean
  /** Does now what the clock would do by and by. */
  tick(): Promise<void>
  /** Answers nothing more, finishes what it has begun, and closes. */
  stop(): Promise<void>
}

/** Opens the desk; resolves when it is online. */
export async function openBellhop(options: BellhopOptions): Promise<Bellhop> {
  const { domains, graceSeconds, random, clock, log } = options

  // The memory.
  const db = openDatabase(options.database)
  const migrated = await migrate(db)
  if (migrated > 0) log.info('database brought up to date', { migrations: migrated })
  let pump: Pump | undefined
  const around = { random, clock, mails: options.mail !== undefined }
  const { run, idle } = openTurns(db, { ...around, posted: (notices) => pump?.posted(notices) })
  const reader = openReader(options.database)
  const look = openLooks(reader, around)
  await options.prepare?.(run)

  // The door to the IM servers, and the pump that sends.
  const clockwork = openClockwork(log)
  let online = false
  let firstOnline: (() => void) | undefined
  const cameOnline = new Promise<void>((resolve) => {
    firstOnline = resolve
  })
  const stream = openStream({
    service: options.service,
    domain: domains.desk,
    password: options.password,
    pingTo: domains.agents,
    log,
    stanza(stanza) {
      if (!requests.answered(stanza)) route(stanza)
    },
    online() {
      online = true
      pump?.online()
      // In this order: who is there is asked before anything that came in meanwhile is handled.
      run(lookAround)
        .then(() => firstOnline?.())
        .catch((error: Error) => log.error('could not look around', { error: error.stack }))
      clockwork.after(silence, 'forget silent', () => run(forgetSilent))
    },
    offline() {
      online = false
      requests.lost()
      pump?.offline()
    },
  })
  const requests = openRequests({ from: domains.desk, send: stream.send })
  const fetchPhoto = openPhotos({ ask: requests.ask, run, log })
  const route = openRouter({ domains, run, send: stream.send, log })
  pump = openPump({
    run,
    barrier: stream.barrier,
    contact: options.contact,
    log,
    write({ notice, id }) {
      if (notice.kind === 'photo') fetchPhoto(notice)
      return write(notice, domains.desk, id)
    },
    send: stream.send,
  })

  // The mail.
  const mailer = options.mail && openMailer({ run, send: options.mail, log })

  // What is to be so outside: the accounts of the staff, and that nothing of an erased visitor is left.
  const accounts = { next: nextAccount, done: accountKept, failed: accountFailed, log }
  const accountFailure = ({ jid }: AccountWork) => ({ what: 'an account is not as it should be', of: jid })
  const erasures = { next: nextErasure, done: erasureDone, failed: erasureFailed, log }
  const erasureFailure = ({ visitor }: ErasureWork) => ({
    what: 'an erased visitor is still on the IM servers',
    of: `visitor ${visitor}`,
  })
  const keepers = [
    options.account && openKeeper({ run, bring: options.account, failure: accountFailure, ...accounts }),
    options.erase && openKeeper({ run, bring: options.erase, failure: erasureFailure, ...erasures }),
  ].filter((keeper) => keeper !== undefined)

  // What messages are found by.
  const messageIndex = openMessageIndex(run)

  // The clock.
  let shown = ''
  async function showBoard(): Promise<void> {
    if (!online) return
    const now = await run(summary)
    if (now !== shown) await run(showAll)
    shown = now
  }
  const giveBack = () => run((turn) => giveBackLost(turn, graceSeconds))
  const timers = () => run(runTimers)
  const reminders = () => run(runReminders)
  clockwork.every(1_000, 'give back', giveBack)
  clockwork.every(1_000, 'timers', timers)
  clockwork.every(1_000, 'reminders', reminders)
  clockwork.every(2_000, 'show the board', showBoard)
  clockwork.every(2_000, 'message index', messageIndex.tick)
  if (mailer) clockwork.every(2_000, 'mail', mailer.tick)
  for (const keeper of keepers) clockwork.every(2_000, 'accounts and erasures', keeper.tick)
  clockwork.every(3_600_000, 'forget repeats', () => run(forgetRepeats))
  clockwork.every(3_600_000, 'forget answers and events', () => run(forgetOld))
  clockwork.every(3_600_000, 'forget sessions', () => run(forgetSessions))

  await cameOnline
  return {
    run,
    look,
    isOnline: () => online,
    async tick() {
      await giveBack()
      await timers()
      await reminders()
      await showBoard()
      await mailer?.tick()
      for (const keeper of keepers) await keeper.tick()
      await messageIndex.tick()
    },
    async stop() {
      clockwork.stop()
      messageIndex.stop()
      for (const keeper of keepers) keeper.stop()
      await mailer?.stop()
      await idle()
      await pump?.stop()
      await stream.stop()
      requests.lost()
      await idle()
      await reader.destroy()
      await db.destroy()
    },
  }
}

/** How long somebody may take to show himself after the desk came back, in milliseconds. */
const silence = 5_000

// Bellhop's desk, built once in order and stopped in reverse: the architecture on one page.
import type { Element } from 'ltx'
import { type EjabberdApi, EjabberdApiError, ejabberdApi } from '../ejabberd/api.ts'
import { apiUser } from '../ejabberd/configure.ts'
import { ConfigError, readConfig } from './config.ts'
import { demoAccounts, fillDesk, isEmpty } from './demo.ts'
import { forgetSilent, giveBackLost, lookAround, showAll, summary } from './desk/availability.ts'
import { forgetRepeats } from './desk/delivery.ts'
import { openHttp } from './http/server.ts'
import { openClockwork } from './jobs/every.ts'
import { openPump, type Pump } from './jobs/outbox-pump.ts'
import { openLog } from './log.ts'
import { domainOf, localOf } from './model/address.ts'
import type { ContactNotice } from './model/notice.ts'
import { loadSecrets } from './secrets.ts'
import { migrate, openDatabase } from './store/database.ts'
import { openTurns } from './store/turns.ts'
import { openRouter } from './xmpp/router.ts'
import { openStream } from './xmpp/stream.ts'
import { write } from './xmpp/write.ts'

async function main(): Promise<void> {
  const config = readConfig(process.env)
  const secrets = loadSecrets(config.data)
  const { domains } = config
  const log = openLog(config.logLevel)

  // The memory.
  const db = openDatabase(config.database)
  const migrated = await migrate(db)
  if (migrated > 0) log.info('database brought up to date', { migrations: migrated })
  let pump: Pump | undefined
  const turns = openTurns(db, {
    random: Math.random,
    clock: () => new Date(),
    posted: (notices) => pump?.posted(notices),
  })

  // IM server 2 keeps the accounts; the demo people get theirs on the first start.
  const api = ejabberdApi({
    url: `http://127.0.0.1:${config.ports.api}/api`,
    user: `${apiUser}@${domains.agents}`,
    password: secrets.apiPassword,
  })
  const demo = config.demo ? demoAccounts(domains.agents, secrets.demoPasswords) : undefined
  if (demo && (await turns.run(isEmpty))) {
    await until(() => makeAccounts(api, demo, domains.desk))
    await turns.run((turn) => fillDesk(turn, demo))
  }

  // The doors.
  let online = false
  let firstOnline: () => void
  const cameOnline = new Promise<void>((resolve) => {
    firstOnline = resolve
  })
  const clockwork = openClockwork(log)
  const stream = openStream({
    service: `xmpp://127.0.0.1:${config.ports.component}`,
    domain: domains.desk,
    password: secrets.componentPassword,
    pingTo: domains.agents,
    log,
    stanza: (stanza) => route(stanza),
    online() {
      online = true
      pump?.online()
      firstOnline()
      turns.run(lookAround).catch((error: Error) => log.error('could not look around', { error: error.stack }))
      clockwork.after(5_000, 'forget silent', () => turns.run(forgetSilent))
    },
    offline() {
      online = false
      pump?.offline()
    },
  })
  const route = openRouter({ domains, run: turns.run, send: stream.send, log })
  pump = openPump({
    run: turns.run,
    barrier: stream.barrier,
    contact: (notice) => putContact(api, notice, domains.desk),
    log,
    async send(notices) {
      const stanzas = notices.map(({ notice, id }) => write(notice, domains.desk, id))
      await stream.send(stanzas.filter((stanza): stanza is Element => stanza !== undefined))
    },
  })
  await cameOnline
  const http = await openHttp({ config, jwtKey: secrets.jwtKey, run: turns.run, online: () => online, log })

  // The clock.
  let shown = ''
  clockwork.every(1_000, 'give back', () => turns.run((turn) => giveBackLost(turn, config.graceSeconds)))
  clockwork.every(2_000, 'show the board', async () => {
    if (!online) return
    const now = await turns.run(summary)
    if (now !== shown) await turns.run(showAll)
    shown = now
  })
  clockwork.every(3_600_000, 'forget repeats', () => turns.run(forgetRepeats))

  const stop = once(async () => {
    clockwork.stop()
    await http.stop()
    await turns.idle()
    await pump?.stop()
    await stream.stop()
    await turns.idle()
    await db.destroy()
    log.info('stopped')
    process.exit(0)
  })
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, () => void stop())
  process.send?.({ type: 'ready', demo: demo && { agents: demo } })
  log.info('ready', { url: config.publicUrl })
}

/** Again and again, for ejabberd may still be on its way up. */
async function until(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 60 || !(error instanceof EjabberdApiError)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.min(100 * attempt, 1000)))
    }
  }
}

/** Accounts on IM server 2, each with the desk in its roster, so that any client shows it and reports presence to it. */
async function makeAccounts(
  api: EjabberdApi,
  people: readonly { jid: string; name: string; password: string }[],
  desk: string,
) {
  for (const { jid, name, password } of people) {
    const [user, host] = [localOf(jid), domainOf(jid)]
    await api.register(user, host, password)
    await api.setVcardName(user, host, name)
    await api.addRosterItem({ user, host, jid: desk, name: 'Bellhop', group: 'Desk' })
  }
}

async function putContact(api: EjabberdApi, { to, contact, name }: ContactNotice, desk: string): Promise<void> {
  const item = { user: localOf(to), host: domainOf(to), jid: `${contact}@${desk}` }
  try {
    if (name === null) await api.deleteRosterItem(item)
    else await api.addRosterItem({ ...item, name, group: 'Conversations' })
  } catch (error) {
    // Refused for what it is, not for want of an answer or of rights: the same would be refused again.
    if (error instanceof EjabberdApiError && (error.code === 1 || error.status === 400 || error.status === 404)) {
      throw Object.assign(error, { final: true })
    }
    throw error
  }
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let result: Promise<T> | undefined
  return () => {
    result ??= work()
    return result
  }
}

main().catch((error: unknown) => {
  const wrong = error instanceof ConfigError
  process.stderr.write(`${wrong ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(wrong ? 2 : 1)
})

// The whole desk behind the router, with its real database, and no server: what comes in is given to it, what it would send
// and what goes wrong is kept.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import type { Element } from 'ltx'
import { demoAccounts, fillDesk } from '../../component/demo.ts'
import { openSession } from '../../component/desk/access.ts'
import { runReminders } from '../../component/desk/reminder.ts'
import type { Notice } from '../../component/model/notice.ts'
import { type Database, openDatabase } from '../../component/store/database.ts'
import { openTurns } from '../../component/store/turns.ts'
import { openRouter } from '../../component/xmpp/router.ts'
import { freshDatabase } from '../harness/database.ts'
import { build } from './stanzas.ts'

export const domains = { visitors: 'visitors.localhost', agents: 'agents.localhost', desk: 'desk.localhost' }
export const visitor = 'v1@visitors.localhost'

export interface FuzzDesk {
  db: Database
  /** Since `forget`: the router's own answers, all notices, and what was no refusal. */
  sent: Element[]
  told: Notice[]
  bugs: unknown[]
  forget(): void
  /** Resolves when all that these stanzas cause is done. */
  handle(stanzas: readonly Element[]): Promise<void>
  /** The clock moves on, and who is to be reminded is. */
  passes(seconds: number): Promise<void>
  /** Somebody says something. */
  hears(from: string, to: string, body: string): Promise<void>
  close(): Promise<void>
}

/** With the demo people on it, and one visitor who has had a session. */
export async function openFuzzDesk(): Promise<FuzzDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-fuzz-'))
  const db = openDatabase(await freshDatabase(folder))
  const desk = { sent: [] as Element[], told: [] as Notice[], bugs: [] as unknown[] }
  const posted = (notices: { notice: Notice }[]) => void desk.told.push(...notices.map(({ notice }) => notice))
  let later = 0
  const turns = openTurns(db, { random: Math.random, clock: () => new Date(Date.now() + later * 1000), posted })
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined }
  const error = (what: string, facts?: object) => void desk.bugs.push({ what, ...facts })
  const send = async (stanzas: Element[]) => void desk.sent.push(...stanzas)
  const route = openRouter({ domains, run: turns.run, send, log: { ...log, error } })
  const handle = async (stanzas: readonly Element[]) => {
    for (const each of stanzas) route(each)
    await turns.idle()
    await turnOfTheLoop()
  }
  await turns.run((turn) => fillDesk(turn, demoAccounts(domains.agents, {})))
  const fresh = { jid: visitor, tokenHash: 'hash' }
  await turns.run((turn) => openSession(turn, { queue: 'support', name: 'Wei', tokenHash: undefined, fresh }))
  return Object.assign(desk, {
    db,
    handle,
    async passes(seconds: number) {
      later += seconds
      await turns.run(runReminders)
      await turnOfTheLoop()
    },
    forget: () => void Object.assign(desk, { sent: [], told: [], bugs: [] }),
    hears: (from: string, to: string, body: string) =>
      handle([build('message', { from, to, type: 'chat' }, [build('body', {}, [body])])]),
    async close() {
      await db.destroy()
      rmSync(folder, { recursive: true, force: true })
    },
  })
}

// A desk behind its router with no server: people take steps by chance, and what they are told is delivered, bounced or lost.
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import fc from 'fast-check'
import type { Element } from 'ltx'
import { openSession } from '../../component/desk/access.ts'
import { giveBackLost } from '../../component/desk/availability.ts'
import { typeIs } from '../../component/desk/issue-rules.ts'
import { runReminders } from '../../component/desk/reminder.ts'
import { runTimers } from '../../component/desk/reroute.ts'
import { hire, openQueue } from '../../component/desk/staff.ts'
import type { MessageNotice, Notice } from '../../component/model/notice.ts'
import type { Role } from '../../component/model/person.ts'
import type { Database } from '../../component/store/database.ts'
import { openTurns } from '../../component/store/turns.ts'
import { openRouter } from '../../component/xmpp/router.ts'
import { build } from '../fuzz/stanzas.ts'

const domains = { visitors: 'visitors.test', agents: 'agents.test', desk: 'desk.test' }
const staff: Record<string, readonly Role[]> = {
  ann: ['agent'],
  bob: ['agent'],
  hana: ['handler'],
  hugo: ['handler'],
  lea: ['lead'],
}
const visitors = ['li', 'wei']
/** In all that only the staff may read. */
export const secret = 'zq-inner'

export type Step =
  | { do: 'says'; who: string; nth: number; words: string }
  | { do: 'issues'; who: string; nth: number; line: string }
  | { do: 'asks'; who: string; words: string }
  | { do: 'comes'; who: string; show: string }
  | { do: 'goes'; who: string }
  | { do: 'confirms'; who: string }
  | { do: 'passes'; seconds: number }

const someone = fc.constantFrom(...Object.keys(staff))
const agent = fc.constantFrom('ann', 'bob')
const visitor = fc.constantFrom(...visitors)
const nth = fc.nat({ max: 2 })
const priority = fc.constantFrom('low', 'normal', 'high', 'urgent')
/** Mostly what is theirs to say, sometimes what is not. `#0` stands for the newest number, `#1` for the one before. */
const byHandlers = fc.record({
  do: fc.constant('issues'),
  who: fc.constantFrom('hana', 'hana', 'hugo', 'hugo', 'lea', 'ann'),
  nth,
  line: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom('!accept') },
    { weight: 4, arbitrary: fc.constant('!resolve the answer 答案') },
    { weight: 2, arbitrary: fc.constantFrom(`!ask ${secret} which?`, `${secret} a comment`) },
    fc.constantFrom('hana', 'hugo', 'lea', 'auto').map((name) => `!pass ${name} ${secret}`),
    fc.constantFrom('1m', '2h', '3d', '30d').map((span) => `!snooze ${span}`),
    fc.constantFrom('!scene', '!history', '!watch', '!unwatch'),
  ),
})
const byAgents = fc.record({
  do: fc.constant('issues'),
  who: fc.constantFrom('ann', 'ann', 'bob', 'lea', 'hana'),
  nth,
  line: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('!tell', '!tell said aloud') },
    { weight: 2, arbitrary: fc.constantFrom(`${secret} a comment`, `!reopen ${secret}`) },
    priority.map((name) => `!priority ${name}`),
    fc.constantFrom(`!close ${secret}`, '!watch', '!unwatch', '!info', `!pass hugo ${secret}`),
    nth.map((of) => `!duplicate #${of}`),
  ),
})
const filing = fc
  .tuple(fc.constantFrom('billing', 'technical'), fc.constantFrom('hana', 'hugo', 'auto'), priority)
  .map((parts) => `!issue ${parts.join(' ')} ${secret} question`)
const spoken = fc.oneof(
  { weight: 2, arbitrary: filing },
  { weight: 2, arbitrary: fc.constant('Words of an agent') },
  { weight: 2, arbitrary: nth.map((of) => `!link #${of}`) },
  fc.constantFrom('!close', '!release'),
)

const words = fc.constantFrom('Hello', 'Hello', 'Not solved!', '没有解决。')
const show = fc.constantFrom('', '', 'dnd')
const seconds = fc.constantFrom(1, 301, 1801, 4 * 3600, 86_400, 15 * 86_400)

export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('says'), who: agent, nth, words: spoken }) },
  { weight: 8, arbitrary: byHandlers },
  { weight: 8, arbitrary: byAgents },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('asks'), who: visitor, words }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('comes'), who: fc.oneof(someone, visitor), show }) },
  fc.record({ do: fc.constant('goes'), who: fc.oneof(someone, visitor) }),
  { weight: 4, arbitrary: fc.record({ do: fc.constant('confirms'), who: visitor }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('passes'), seconds }) },
) as fc.Arbitrary<Step>

export interface Walker {
  take(step: Step): Promise<void>
  /** Everything staff and visitors were told so far. */
  told: Notice[]
  /** What broke. */
  bugs: unknown[]
}

const jidOf = (who: string): string => `${who}@${who in staff ? domains.agents : domains.visitors}`

/** Puts people and types on an empty desk; `random` decides what chance decides. */
export async function openWalker(db: Database, random: () => number): Promise<Walker> {
  const [told, bugs, here]: [Notice[], unknown[], Set<string>] = [[], [], new Set()]
  let now = Date.parse('2026-03-27T10:00:00Z')
  const posted = (all: { notice: Notice }[]) => void told.push(...all.map(({ notice }) => notice))
  const turns = openTurns(db, { random, clock: () => new Date(now), posted })
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined }
  const error = (what: string, facts?: object) => void bugs.push({ what, ...facts })
  const route = openRouter({ domains, run: turns.run, send: async () => undefined, log: { ...log, error } })
  let ids = 0

  async function sends(name: string, who: string, to: string, attrs: object, children: Element[]): Promise<void> {
    const from = `${jidOf(who)}/x`
    route(build(name, { from, to, id: `s${++ids}`, ...attrs }, children))
    await turns.idle()
    await turnOfTheLoop()
    await turns.idle()
  }
  const says = (who: string, to: string, words: string) =>
    sends('message', who, to, { type: 'chat' }, [build('body', {}, [words])])

  /** The newest number of a table, or one before it; one that does not exist where there are none. */
  async function number(table: string, back: number): Promise<number> {
    const found: number[] = await db(table).orderBy('id', 'desc').limit(3).pluck('id')
    return found[Math.min(back, found.length - 1)] ?? 999
  }

  /** What was told a visitor and not looked at: his client has it, or, where he is away, it comes back. */
  let looked = 0
  async function deliver(confirming: string | undefined): Promise<void> {
    const mine = ({ notice, index }: { notice: Notice; index: number }) =>
      notice.kind === 'message' &&
      visitors.some((who) => jidOf(who) === notice.to) &&
      (confirming !== undefined || index >= looked)
    const all = told.map((notice, index) => ({ notice, index })).filter(mine)
    looked = told.length
    for (const { notice } of all) {
      const { to, from, id } = notice as MessageNotice
      const who = to.slice(0, to.indexOf('@'))
      const address = `${from}@${domains.desk}`
      if (confirming === who && here.has(who) && id !== undefined)
        await sends('message', who, address, {}, [build('received', { xmlns: 'urn:xmpp:receipts', id }, [])])
      else if (confirming === undefined && !here.has(who))
        await sends('message', who, address, { type: 'error', id }, [])
    }
  }

  const most = 3

  /** A line with numbers in place of `#0`; an issue too many is words instead. */
  async function readable(line: string): Promise<string> {
    const [, back] = /#([0-9])/.exec(line) ?? []
    if (back !== undefined) return line.replace(/#[0-9]/, String(await number('issues', Number(back))))
    const isTooMany = line.startsWith('!issue') && (await db('issues').select('id')).length >= most
    return isTooMany ? 'Words of an agent' : line
  }

  async function take(taken: Step): Promise<void> {
    if (taken.do === 'says') {
      const to = `chat-${await number('conversations', taken.nth)}@desk.test`
      await says(taken.who, to, await readable(taken.words))
    } else if (taken.do === 'issues') {
      const to = `issue-${await number('issues', taken.nth)}@desk.test`
      await says(taken.who, to, await readable(taken.line))
    } else if (taken.do === 'asks') await says(taken.who, 'support@desk.test', taken.words)
    else if (taken.do === 'confirms') await deliver(taken.who)
    else if (taken.do === 'comes') {
      here.add(taken.who)
      await sends('presence', taken.who, domains.desk, {}, taken.show ? [build('show', {}, [taken.show])] : [])
    } else if (taken.do === 'goes') {
      here.delete(taken.who)
      const left = build('left', { xmlns: 'urn:bellhop:presence:0' }, [])
      await sends('presence', taken.who, domains.desk, { type: 'unavailable' }, [left])
    } else {
      now += taken.seconds * 1000
      await turns.run((turn) => giveBackLost(turn, 90))
      await turns.run(runTimers)
      await turns.run(runReminders)
    }
    await deliver(undefined)
  }

  await turns.run(async (turn) => {
    await openQueue(turn, { name: 'support', title: 'Support' })
    for (const [who, roles] of Object.entries(staff))
      await hire(turn, { jid: jidOf(who), name: who, roles, queues: roles.includes('agent') ? ['support'] : [] })
    await typeIs(turn, 'billing', 'hana', 'hugo')
    await typeIs(turn, 'technical', 'hugo', undefined)
    for (const who of visitors) {
      const fresh = { jid: jidOf(who), tokenHash: who.padStart(64, '0') }
      await openSession(turn, { queue: 'support', name: who, tokenHash: undefined, fresh })
    }
  })
  return { take, told, bugs }
}

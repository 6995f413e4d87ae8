// Plays: one behaviour each, told from the people's side with literal stanzas, on the wire and on a real ejabberd.
import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { xml } from '@xmpp/component'
import { type Element, parse } from 'ltx'
import { type Bellhop, openBellhop } from '../../component/bellhop.ts'
import { readConfig } from '../../component/config.ts'
import { openSession } from '../../component/desk/access.ts'
import { typeIs } from '../../component/desk/issue-rules.ts'
import type { Letter } from '../../component/desk/mail.ts'
import { hire, openQueue } from '../../component/desk/staff.ts'
import { makeLink } from '../../component/http/link.ts'
import { openLog } from '../../component/log.ts'
import { openPost } from '../../component/mail.ts'
import type { Role } from '../../component/model/person.ts'
import { freshDatabase } from './database.ts'
import { openEjabberdStage } from './ejabberd-stage.ts'
import { difference } from './match.ts'
import { onPostgres } from './postgres.ts'
import { type Client, domains, type Stage } from './stage.ts'
import { openWire, type Wire } from './wire.ts'

const patience = 5_000

/** Somebody in a play, with what he got and has not yet been asked about. */
export class Person {
  readonly jid: string
  inbox: Element[] = []
  client: Client | undefined
  private wake: () => void = () => undefined
  readonly play: Play
  private readonly password: string

  constructor(play: Play, jid: string, password: string) {
    this.play = play
    this.jid = jid
    this.password = password
  }

  /** Connects without a word. */
  async connects(): Promise<void> {
    this.client = await this.play.stage.connect({ jid: this.jid, password: this.password }, (stanza) => {
      this.inbox.push(stanza)
      this.wake()
    })
  }

  /** Comes with a client in a state, or changes it. Resolves when the desk knows. */
  async comes(state: 'normal' | 'busy' = 'normal'): Promise<void> {
    if (!this.client) await this.connects()
    await this.sends(state === 'busy' ? `<presence><show>dnd</show></presence>` : `<presence/>`)
    await this.settled()
  }

  /** Goes: politely, or by a lost connection. Resolves when the desk knows. */
  async leaves(how: 'politely' | 'lost' = 'politely'): Promise<void> {
    const { client } = this
    this.client = undefined
    await client?.close(how)
    await this.play.deskKnows(this.jid, client?.jid ?? '')
  }

  async sends(stanza: string | Element): Promise<void> {
    if (!this.client) throw new Error(`${this.jid} is not connected`)
    await this.client.send(typeof stanza === 'string' ? parse(stanza) : stanza)
  }

  /** Writes a line to an address of the desk, as a client does it. */
  async says(to: string, body: string, id: string = randomUUID()): Promise<string> {
    await this.sends(
      xml(
        'message',
        { to, type: 'chat', id },
        xml('body', {}, body),
        xml('origin-id', { xmlns: 'urn:xmpp:sid:0', id }),
      ),
    )
    return id
  }

  /** Waits for a stanza. With words in it, it must be the next with words from there; else the first that fits. Gives it. */
  async receives(expected: string): Promise<Element> {
    const wanted = parse(expected)
    const worded = isWorded(wanted)
    const end = Date.now() + patience
    for (;;) {
      const candidates = this.inbox.filter((stanza) => this.isCandidate(stanza, wanted))
      const found = candidates.find((stanza) => difference(wanted, stanza) === undefined)
      const first = candidates[0]
      if (found && (!worded || found === first)) {
        this.inbox.splice(this.inbox.indexOf(found), 1)
        return found
      }
      if (worded && first) throw new Error(`${this.jid}: ${difference(wanted, first)}\n  in ${first.toString()}`)
      const left = end - Date.now()
      if (left <= 0) {
        const got = this.inbox.map((stanza) => `\n    ${stanza.toString()}`).join('')
        throw new Error(`${this.jid} did not get\n    ${expected}\n  but got${got || ' nothing'}`)
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left)
        this.wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  /** Of the same kind; and for words from an address, what that address said, for order is kept window by window. */
  private isCandidate(stanza: Element, wanted: Element): boolean {
    if (stanza.name !== wanted.name) return false
    if (!isWorded(wanted)) return true
    const { from } = wanted.attrs
    return isWorded(stanza) && (from === undefined || stanza.attrs.from === from)
  }

  /** Asks an address and waits for the answer. */
  async asks(stanza: string): Promise<Element> {
    const iq = parse(stanza)
    iq.attrs.id ??= randomUUID()
    await this.sends(iq)
    return this.receives(`<iq id='${iq.attrs.id}'/>`)
  }

  /** The desk has handled all that this person sent. */
  async settled(): Promise<void> {
    if (this.client) await this.asks(`<iq type='get' to='${domains.desk}'><ping xmlns='urn:xmpp:ping'/></iq>`)
  }

  /** What this person got with words in it, or as an error, and has not been asked about. */
  unexpected(): Element[] {
    return this.inbox.filter((stanza) => stanza.name === 'message' && isWorded(stanza))
  }
}

const isWorded = (stanza: Element): boolean =>
  stanza.name === 'message' && (stanza.getChild('body') !== undefined || stanza.attrs.type === 'error')

export interface Play {
  stage: Stage
  /** Only on the wire. */
  wire: Wire | undefined
  bellhop: Bellhop
  visitor: Person
  other: Person
  ann: Person
  bob: Person
  cem: Person
  hana: Person
  hugo: Person
  lea: Person
  /** A visitor more. */
  newVisitor(name?: string): Promise<Person>
  /** Time goes by for the desk, and its clock does what is due. */
  passes(seconds: number): Promise<void>
  /** The desk is stopped (or dies with its stream) and opened again on the same database. */
  restarts(): Promise<void>
  /** The desk starts anew, with a mail server to send by. */
  mailsBy(url: string): Promise<void>
  deskKnows(jid: string, fullJid: string): Promise<void>
}

const roles: Record<string, readonly Role[]> = {
  ann: ['agent'],
  bob: ['agent'],
  cem: ['agent'],
  hana: ['handler'],
  hugo: ['handler'],
  lea: ['lead'],
}

async function perform(stage: Stage, script: (play: Play) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-play-'))
  const database = await freshDatabase(folder)
  const staff = await stage.hire(Object.keys(roles))
  let offset = 0
  let tokens = 0
  let mail: ((letter: Letter) => Promise<void>) | undefined
  const open = () =>
    openBellhop({
      database,
      domains,
      service: stage.service,
      password: stage.password,
      graceSeconds: 90,
      contact: stage.contact,
      mail,
      random: Math.random,
      clock: () => new Date(Date.now() + offset),
      log: openLog((process.env.BELLHOP_LOG as 'error') ?? 'error'),
    })
  const play = {
    stage,
    wire: 'fromDesk' in stage ? (stage as Wire) : undefined,
    bellhop: await open(),
    async newVisitor(name?: string) {
      const tokenHash = String(++tokens).padStart(64, '0')
      const jid = `v${randomUUID().replaceAll('-', '').slice(0, 24)}@${domains.visitors}`
      await play.bellhop.run((turn) =>
        openSession(turn, { queue: 'support', name, tokenHash: undefined, fresh: { jid, tokenHash } }),
      )
      const person = new Person(play, jid, '')
      people.push(person)
      return person
    },
    async passes(seconds: number) {
      offset += seconds * 1000
      await play.bellhop.tick()
    },
    async restarts() {
      await play.bellhop.stop()
      play.bellhop = await open()
    },
    async mailsBy(url: string) {
      const env = { BELLHOP_SMTP_URL: url, BELLHOP_MAIL_FROM: 'The Shop <help@shop.test>' }
      const config = readConfig(env)
      const post = config.mail && openPost(config.mail, domains.desk)
      const key = new Uint8Array(32)
      mail = async (letter) => post?.send(letter, await makeLink(key, config.publicUrl, letter, new Date()))
      await play.restarts()
    },
    async deskKnows(jid: string, fullJid: string) {
      const end = Date.now() + patience
      const resource = fullJid.slice(jid.length + 1)
      while (await play.bellhop.run(async ({ tx }) => (await tx('resources').where({ jid, resource })).length > 0)) {
        if (Date.now() > end) throw new Error(`the desk did not notice that ${fullJid} went`)
      }
    },
  } as Play
  const people: Person[] = []
  try {
    await play.bellhop.run(async (turn) => {
      await openQueue(turn, { name: 'support', title: 'Support' })
      for (const [name, of] of Object.entries(roles)) {
        const { jid } = staff[name] as { jid: string }
        const queues = of.includes('agent') ? ['support'] : []
        await hire(turn, { jid, name: name[0]?.toUpperCase() + name.slice(1), roles: of, queues })
      }
      await typeIs(turn, 'billing', 'hana', 'hugo')
      await typeIs(turn, 'billing/refund', undefined, undefined)
      await typeIs(turn, 'technical', undefined, undefined)
    })
    for (const name of ['ann', 'bob', 'cem', 'hana', 'hugo', 'lea'] as const) {
      const { jid, password } = staff[name] as { jid: string; password: string }
      play[name] = new Person(play, jid, password)
      people.push(play[name])
    }
    play.visitor = await play.newVisitor('Li')
    play.other = await play.newVisitor()
    await script(play)
    for (const person of people) await person.settled()
    for (const person of people) {
      const [first] = person.unexpected()
      if (first) throw new Error(`${person.jid} got, unexpected by this play:\n    ${first.toString()}`)
    }
  } finally {
    await play.bellhop.stop()
    await stage.reset()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** At the same time. */
export const together = (...deeds: Promise<unknown>[]): Promise<unknown> => Promise.all(deeds)

type Script = (play: Play) => Promise<void>

/** A scene of plays: each runs on the wire and on a real ejabberd, which does not know what database the desk has. */
export function scene(title: string, tell: (play: (title: string, script: Script) => void) => void): void {
  const scripts: [string, Script][] = []
  tell((name, script) => scripts.push([name, script]))
  stageFor(`${title} (wire)`, openWire, scripts)
  if (!onPostgres) stageFor(`${title} (ejabberd)`, openEjabberdStage, scripts)
}

/**
 * A scene about the desk's own rules, which are the same whatever carries the stanzas: on the wire, and on ejabberd as well
 * with `npm test -- --everything`.
 */
export const deskScene: typeof scene = (title, tell) =>
  process.env.BELLHOP_TEST_EVERYTHING ? scene(title, tell) : wireScene(title, tell)

/** A scene that needs the wire itself. */
export function wireScene(title: string, tell: (play: (title: string, script: Script) => void) => void): void {
  const scripts: [string, Script][] = []
  tell((name, script) => scripts.push([name, script]))
  stageFor(`${title} (wire)`, openWire, scripts)
}

/** A scene that needs what only a real server does. */
export function serverScene(title: string, tell: (play: (title: string, script: Script) => void) => void): void {
  const scripts: [string, Script][] = []
  tell((name, script) => scripts.push([name, script]))
  stageFor(`${title} (ejabberd)`, openEjabberdStage, scripts)
}

function stageFor(title: string, open: () => Promise<Stage>, scripts: readonly [string, Script][]): void {
  describe(title, () => {
    let stage: Stage
    before(async () => {
      stage = await open()
    })
    after(() => stage.close())
    for (const [name, script] of scripts) it(name, () => perform(stage, script))
  })
}

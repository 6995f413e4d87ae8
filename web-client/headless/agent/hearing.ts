// What was heard, live or out of the archive, worked into what is known; and whom it must be said to at once.

import type { Element } from '@xmpp/xml'
import { receipt } from '../write.ts'
import type { Desk } from './desk.ts'
import type { AgentReport } from './read.ts'
import type { Reading } from './reading.ts'
import { addLines, readBy, silent, type Thread } from './state.ts'
import type { AgentStore } from './store.ts'
import type { Talking } from './talking.ts'
import type { Typing } from './typing.ts'

/** Something to be heard or seen at once, beside what is on the screen. */
export type AgentEvent =
  | { type: 'conversation'; thread: Thread }
  | { type: 'message'; thread: Thread; body: string; mention: boolean }
  | { type: 'offer'; conversation: number; name: string }
  /** What was said about a line, its correction or such, did not get through. */
  | { type: 'refused'; reason: string }

export interface HearingOptions {
  store: AgentStore
  desk: Desk
  talking: Talking
  reading: Reading
  typing: Typing
  now: () => number
  send(stanza: Element): void
  /** Fetches what an archive has of a conversation that begins here. */
  fetch(jid: string): void
  emit(event: AgentEvent): void
}

const seenLately = 10_000

export class Hearing {
  readonly #options: HearingOptions
  /** When another client of this agent looked at a thread: it may be quicker than the news that there is one. */
  readonly #seen = new Map<string, number>()

  constructor(options: HearingOptions) {
    this.#options = options
  }

  take(reports: readonly AgentReport[]): void {
    for (const report of reports) this.#onReport(report)
  }

  /**
   * What came while no page was open is counted and not said aloud: of colleagues and rooms only, for what there is of
   * conversations and issues the desk tells.
   */
  missed(reports: readonly AgentReport[]): void {
    for (const report of reports) {
      const kind = this.#options.store.thread(report.thread)?.kind
      if (kind !== 'person' && kind !== 'room') continue
      if (report.type === 'line') this.#onLine(report.thread, report, false)
      if (report.type === 'seen') this.#onReport(report)
    }
  }

  #onReport(report: AgentReport): void {
    const { store, desk, talking, typing, now, emit } = this.#options
    const { thread } = report
    if (report.type === 'line') this.#onLine(thread, report)
    if (report.type === 'receipt') talking.confirmed(thread, report.id)
    if (report.type === 'refused' && talking.refused(thread, report.id, report.reason, report.outage))
      emit({ type: 'refused', reason: report.reason })
    // Whether the desk is away as a whole, a question tells.
    if (report.type === 'refused' && report.outage) desk.want('who')
    if (report.type === 'read') store.change(thread, (each) => readBy(each, report.id))
    if (report.type === 'seen') {
      this.#seen.set(thread, now())
      store.change(thread, (each) => ({ ...each, unread: 0, mentions: 0, rings: false }))
    }
    if (report.type === 'typing') typing.heard(thread, report.on ? report.who : undefined, now())
    if (report.type === 'digest') this.#digest(thread)
    if (report.type === 'issue') this.issueChanged(Number(report.issue.number))
    if (report.type === 'offer') this.#onOffer(report)
    if (report.type === 'invited') {
      const others = store.state.invitations.filter(({ room }) => room !== report.room)
      store.set({ invitations: [...others, { room: report.room, by: report.by }] })
    }
  }

  #onLine(jid: string, report: AgentReport & { type: 'line' }, aloud = true): void {
    const { store, talking, reading, send, emit } = this.#options
    const { line, id, wantsReceipt, isNew } = report
    const before = store.thread(jid)
    if (!before) return
    if (wantsReceipt && id !== '') send(receipt(jid, id))
    const isOther = line.kind === 'visitor' || line.kind === 'colleague' || line.kind === before.kind
    const isFresh = isNew && isOther && !before.lines.some((each) => each.id === line.id)
    const mention = isFresh && before.kind === 'room' && isMention(line.body, store.state.name)
    const counts = isFresh && !reading.sees(jid)
    store.change(jid, (now) => ({
      ...addLines(line.kind === 'own' ? now : silent(now), [line]),
      unread: counts ? now.unread + 1 : now.unread,
      mentions: counts && mention ? now.mentions + 1 : now.mentions,
    }))
    if (line.state === 'stored') talking.confirmed(jid, line.id)
    const thread = store.thread(jid)
    if (!thread || !isFresh || !aloud) return
    if (before.kind === 'chat' && !before.listed && before.lines.length === 0) this.cameUp(thread)
    emit({ type: 'message', thread, body: line.body, mention })
    if (reading.sees(jid)) reading.mark(jid)
  }

  #onOffer({ offer }: AgentReport & { type: 'offer' }): void {
    const { store, now, emit } = this.#options
    if (offer.until < now()) return
    const others = store.state.offers.filter(({ conversation }) => conversation !== offer.conversation)
    store.set({ offers: [...others, offer] })
    emit({ type: 'offer', conversation: offer.conversation, name: offer.name })
  }

  /** A conversation that had been somebody else's begins here: its archive has what was said. */
  #digest(jid: string): void {
    const before = this.#options.store.thread(jid)
    if (!before) return
    this.#options.fetch(jid)
    if (!before.listed) this.cameUp(before)
  }

  /** A new contact: a conversation rings until somebody looks at it. */
  cameUp(thread: Thread): void {
    const { store, desk, reading, now, emit } = this.#options
    if (thread.kind === 'issue') desk.want('issues')
    if (thread.kind !== 'chat') return
    desk.want('mine', 'queue')
    // Taken over by another client of the same agent, say: nothing is left to be answered.
    const offers = store.state.offers.filter(({ conversation }) => conversation !== thread.number)
    if (offers.length < store.state.offers.length) store.set({ offers })
    const isSeen = reading.sees(thread.jid) || now() - (this.#seen.get(thread.jid) ?? 0) < seenLately
    if (!store.state.ready || thread.rings || isSeen) return
    store.change(thread.jid, (each) => ({ ...each, listed: true, rings: true, at: each.at || now() }))
    emit({ type: 'conversation', thread })
  }

  issueChanged(number: number): void {
    const { store, desk } = this.#options
    const news = new Map(store.state.issueNews)
    store.set({ issueNews: news.set(number, (news.get(number) ?? 0) + 1) })
    desk.want('issues')
  }
}

/** The name as a word of its own, however it is written. */
function isMention(body: string, name: string): boolean {
  const word = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return name !== '' && new RegExp(`(^|[^\\p{L}\\p{N}])@?${word}($|[^\\p{L}\\p{N}])`, 'iu').test(body)
}

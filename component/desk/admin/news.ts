// What happens as it happens: to conversations, issues and staff, and what is said, for those who ask for that.
import {
  type ApiEvent,
  apiEventEnds,
  listApiEvents,
  listCorrected,
  listSaid,
  type MessageEvent,
  messageEnds,
} from '../../store/api-events.ts'
import type { Turn } from '../turn.ts'

/** How far somebody has read in each of the three; -1 begins now. */
export interface Place {
  event: number
  said: number
  corrected: number
}

/** What is to be told: kinds of events, and the messages of one conversation or of all. */
export interface Wanted {
  kinds: readonly string[]
  messages: number | 'all' | undefined
}

export interface News {
  /** In the order in which it happened, each with where it is. */
  told: { place: Place; event: ApiEvent | MessageEvent }[]
  /** True when what follows a place is not all there any more. */
  isGap: boolean
  /** Where to go on. */
  place: Place
  /** There may be more already. */
  isFull: boolean
}

const newsAtOnce = 200

export async function newsAfter(turn: Turn, from: Place, wanted: Wanted): Promise<News> {
  const { tx } = turn
  const { first, last } = await apiEventEnds(tx)
  const ends = wanted.messages === undefined ? { said: -1, corrected: -1 } : await messageEnds(tx)
  const end: Place = { event: last, ...ends }
  const after = Object.fromEntries(
    Object.entries(from).map(([of, at]) => [of, at < 0 ? end[of as keyof Place] : at]),
  ) as unknown as Place
  const isBeyond = after.event > last || after.said > end.said || after.corrected > end.corrected
  if (isBeyond) return { told: [], isGap: true, place: end, isFull: false }
  const isGap = after.event > 0 && after.event < first - 1
  const lists = {
    event: (await listApiEvents(tx, after.event, wanted.kinds, newsAtOnce)).map((event) => ({ id: event.id, event })),
    said: wanted.messages === undefined ? [] : await listSaid(tx, after.said, wanted.messages, newsAtOnce),
    corrected:
      wanted.messages === undefined ? [] : await listCorrected(tx, after.corrected, wanted.messages, newsAtOnce),
  }
  const { told, place, isFull } = inOrder(lists, after)
  return { told, isGap, isFull, place: isFull ? place : end }
}

type Lists = Readonly<Record<keyof Place, readonly { id: number; event: ApiEvent | MessageEvent }[]>>

/** As they happened, until the end of a list that may go on: what comes then is not known yet. */
function inOrder(lists: Lists, after: Place): Pick<News, 'told' | 'place' | 'isFull'> {
  const told: News['told'] = []
  let place = after
  const next = { event: 0, said: 0, corrected: 0 }
  const sources = Object.keys(next) as (keyof Place)[]
  for (;;) {
    const isFull = sources.some((of) => next[of] === newsAtOnce)
    const heads = sources.flatMap((of) => {
      const head = lists[of][next[of]]
      return head ? [{ of, ...head }] : []
    })
    const [head] = heads.sort((a, b) => (a.event.at < b.event.at ? -1 : a.event.at > b.event.at ? 1 : 0))
    if (isFull || !head) return { told, place, isFull }
    next[head.of] += 1
    place = { ...place, [head.of]: head.id }
    told.push({ place, event: head.event })
  }
}

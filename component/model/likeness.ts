// How much two questions have in common, for suggesting what was asked before. Little words count nothing, nor does what is
// in many questions of this desk: where each begins with “The customer wants”, that says nothing.
import { betweenLittle, isLittle } from './little-words.ts'
import { stemOf } from './stem.ts'
import { type Piece, pairs, piecesOf } from './tokens.ts'

const longest = 1000
/** Looking for more than these takes longer than it helps. */
const mostTopics = 64
/** A word weighs as much as two characters of Chinese, which often are one. */
const wordWeight = 2
/** What is shorter than three words is like another only if it has more in common than one of them. */
const shortest = 3 * wordWeight
/** From here on two questions are alike: two words of five, but not one of three. */
export const alike = 0.4
/** With fewer questions than this nothing is said to be common; from this share on it is. */
const enough = 20
const oftenAs = 0.25

/** The parts of a text that say what it is about; a single character does not. */
function telling(text: string): Piece[] {
  return piecesOf(text, longest).flatMap(({ word, run }): Piece[] => {
    if (word) return isLittle(word) ? [] : [{ word: stemOf(word), run: [] }]
    const parts = betweenLittle(run.join('')).map((part) => ({ word: '', run: [...part] }))
    return parts.filter((part) => part.run.length > 1)
  })
}

const topicsIn = (pieces: readonly Piece[]): Set<string> =>
  new Set(pieces.flatMap(({ word, run }) => (word ? [word] : pairs(run))))

/** What all pieces weigh together: words, and characters that are in one of the pairs, of those topics that count. */
function weigh(pieces: readonly Piece[], counts: (topic: string) => boolean): number {
  const weights = pieces.map(({ word, run }) => {
    if (word) return counts(word) ? wordWeight : 0
    const counted = pairs(run).map(counts)
    return run.filter((_, at) => counted[at - 1] || counted[at]).length
  })
  return weights.reduce((sum, weight) => sum + weight, 0)
}

/** The topics that so many of a desk's questions have that they don't tell one from another. */
export function commonIn(questions: readonly string[]): Set<string> {
  const times = new Map<string, number>()
  for (const question of questions)
    for (const topic of topicsIn(telling(question))) times.set(topic, (times.get(topic) ?? 0) + 1)
  const often = [...times].filter(([, count]) => count >= questions.length * oftenAs)
  return new Set(questions.length < enough ? [] : often.map(([topic]) => topic))
}

/** What texts that are like this one have some of: each once, of a long text the first; common ones if it has no others. */
export function topicsOf(text: string, common: ReadonlySet<string>): string[] {
  const all = [...topicsIn(telling(text))]
  const rare = all.filter((topic) => !common.has(topic))
  return (rare.length > 0 ? rare : all).slice(0, mostTopics)
}

/** From 0, nothing, to 1: which share of the shorter one both have. */
export function likeness(question: string, other: string, common: ReadonlySet<string>): number {
  const [asked, others] = [telling(question), telling(other)]
  const onlyCommon = [...topicsIn(asked)].every((topic) => common.has(topic))
  const counts = (topic: string) => onlyCommon || !common.has(topic)
  const known = topicsIn(others)
  const both = weigh(asked, (topic) => counts(topic) && known.has(topic))
  const shorter = Math.min(weigh(asked, counts), Math.max(weigh(others, counts), shortest))
  return shorter === 0 ? 0 : Math.min(1, both / shorter)
}

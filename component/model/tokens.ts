// What a text is found by: words with their stems, and in scripts without spaces every two characters that stand
// together. The same on every database, since none of them can do it for Chinese: they only keep and match these.
import { isLittle } from './little-words.ts'
import { stemOf } from './stem.ts'

/** What is looked for: these tokens in a row, or any token that starts so. All are of letters, marks and digits only. */
export interface Term {
  row: readonly string[]
  starts?: string
}

/** A word, or a run of characters of a script without spaces; one of them is empty. */
export interface Piece {
  word: string
  run: readonly string[]
}

/** Each of an issue's texts is found by its first characters only: a bound for what one of them can take up. */
const longestText = 8000
const longestQuery = 200
const longestWord = 64

const letter = '[\\p{L}\\p{N}\\p{M}]'
const scripts = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Bopomofo', 'Thai', 'Lao', 'Khmer', 'Myanmar']
const unspaced = `[[${scripts.map((script) => `\\p{sc=${script}}`).join('')}ー]&&${letter}]`
const pattern = new RegExp(`(?<run>${unspaced}+)|(?<word>[[\\p{L}\\p{N}]--${unspaced}][${letter}--${unspaced}]*)`, 'gv')
/** Accents, what makes a sign an emoji or another shape of itself, and what is invisible. */
const decoration = /[\u0300-\u036f\u20d0-\u20ff\ufe00-\ufe0f\u{e0100}-\u{e01ef}]|\p{Cf}/gu
/** can't and customer's are one word. */
const apostrophe = /(?<=\p{L})['’](?=(?:s|t|re|ll|ve|d|m)(?!\p{L}))/gu

/** One spelling: full width, ligatures, capitals, accents and invisible characters make no difference. */
function plain(text: string, longest: number): string {
  const folded = text.slice(0, longest).normalize('NFKD').toLowerCase().replace(/ß/g, 'ss')
  return folded.replace(decoration, '').normalize('NFC').replace(apostrophe, '').slice(0, longest)
}

/** The words and runs of a text, in order. */
export function piecesOf(text: string, longest: number): Piece[] {
  return [...plain(text, longest).matchAll(pattern)].map(({ groups = {} }) => ({
    word: [...(groups.word ?? '')].slice(0, longestWord).join(''),
    run: [...(groups.run ?? '')],
  }))
}

/** 无法登录: 无法 法登 登录. */
export const pairs = (run: readonly string[]): string[] => run.slice(1).map((character, at) => `${run[at]}${character}`)

/**
 * What a text is indexed by, in its order: a word, and its stem where that is another; of a run its pairs and then its last
 * character. So every character begins one token and is found by it, and a run's pairs follow each other.
 */
export function tokens(text: string): string[] {
  return piecesOf(text, longestText).flatMap(({ word, run }) => {
    if (run.length > 0) return [...pairs(run), ...run.slice(-1)]
    const stem = stemOf(word)
    return stem === word ? [word] : [word, stem]
  })
}

/**
 * What somebody looks for with these words, all of them; the last may be half typed. Little words count only where there are
 * no others, and of a very long query only the first 200 characters.
 */
export function termsOf(query: string): Term[] {
  const all = piecesOf(query, longestQuery)
  const telling = all.filter(({ word }) => !isLittle(word))
  return (telling.length > 0 ? telling : all).map((piece): Term => {
    const { word, run } = piece
    if (run.length > 0) return run.length > 1 ? { row: pairs(run) } : { row: run, starts: run.join('') }
    return piece === all.at(-1) ? { row: [stemOf(word)], starts: word } : { row: [stemOf(word)] }
  })
}

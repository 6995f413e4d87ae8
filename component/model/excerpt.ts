// The part of a text in which something was found.
import { type Term, tokens } from './tokens.ts'

const around = 60

/** Some characters before and after the first place where one of the terms is, in one line; the beginning if none is. */
export function excerptOf(text: string, terms: readonly Term[]): string {
  const at = placeOf(text, terms)
  const [from, to] = [Math.max(0, at - around), Math.min(text.length, at + 2 * around)]
  const part = text.slice(from, to).toWellFormed().replaceAll('\ufffd', '').replace(/\s+/g, ' ').trim()
  return `${from > 0 ? '…' : ''}${part}${to < text.length ? '…' : ''}`
}

function placeOf(text: string, terms: readonly Term[]): number {
  for (const { index, 0: piece } of text.matchAll(/[\p{L}\p{N}\p{M}'’]+/gu)) {
    const found = tokens(piece)
    const hit = terms.find((term) => isIn(term, found))
    // Within a run of a script without spaces, where the pair stands.
    if (hit) return index + Math.max(0, piece.toLowerCase().indexOf(hit.row[0] as string))
  }
  return 0
}

function isIn({ row, starts }: Term, found: readonly string[]): boolean {
  return (
    row.every((token) => found.includes(token)) || found.some((one) => starts !== undefined && one.startsWith(starts))
  )
}

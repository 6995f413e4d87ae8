// Text for people who look at a terminal: tables in which Chinese is as wide as it is drawn, and nothing steers the terminal.

const segments = new Intl.Segmenter('en', { granularity: 'grapheme' })
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Emoji_Presentation}]|[\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u
const nothing = /^[\p{Mn}\p{Me}\p{Cf}\p{Cc}]+$/u

/** How many columns a terminal needs for it. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of segments.segment(text)) width += nothing.test(segment) ? 0 : wide.test(segment) ? 2 : 1
  return width
}

// What visitors write is shown, never obeyed: control characters (C1 too) and those that turn the direction of writing.
const steering = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** The same in which nothing steers a terminal. Line breaks and tabs stay. */
export const harmless = (text: string): string =>
  text.replace(steering, (character) => (character === '\n' || character === '\t' ? character : '\ufffd'))

/** In one line, and no wider than this. */
export function inOneLine(text: string, most: number): string {
  const line = harmless(text.replace(/\s+/g, ' ').trim())
  if (widthOf(line) <= most) return line
  let cut = ''
  let width = 0
  for (const { segment } of segments.segment(line)) {
    width += widthOf(segment)
    if (width >= most) break
    cut += segment
  }
  return `${cut}…`
}

const gap = '  '

/** Widths of columns, so that a table can go on in several pieces. */
export type Widths = readonly number[]

export interface Limits {
  /** How wide columns are at least. */
  atLeast?: Widths
  /** How wide a cell may be; what is longer is cut. */
  most?: number
}

/** Lines without a line break at the end. */
export function columns(
  rows: readonly (readonly string[])[],
  { atLeast = [], most = 60 }: Limits = {},
): { text: string; widths: Widths } {
  const cells = rows.map((row) => row.map((cell) => inOneLine(cell, most)))
  const count = Math.max(0, ...cells.map((row) => row.length))
  const widths = Array.from({ length: count }, (_, i) =>
    Math.max(atLeast[i] ?? 0, ...cells.map((row) => widthOf(row[i] ?? ''))),
  )
  const pad = (cell: string, i: number) => cell + ' '.repeat((widths[i] ?? 0) - widthOf(cell))
  return { text: cells.map((row) => row.map(pad).join(gap).trimEnd()).join('\n'), widths }
}

/** Names and what is behind each, which may be long or have several lines. */
export function pairs(list: readonly (readonly [name: string, text: string])[]): string {
  const width = Math.max(0, ...list.map(([name]) => widthOf(name)))
  const indent = ' '.repeat(width + gap.length)
  return list
    .map(([name, text]) => {
      const shown = harmless(text).replaceAll('\n', `\n${indent}`)
      return `${name}${' '.repeat(width - widthOf(name))}${gap}${shown}`.trimEnd()
    })
    .join('\n')
}

// People's words, shortened for lists.

/** One line of at most 80 characters. */
export function short(words: string): string {
  const line = [...words.replace(/\s+/g, ' ').trim()]
  return line.length <= 80 ? line.join('') : `${line.slice(0, 79).join('')}…`
}

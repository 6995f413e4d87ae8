// What is pasted into a box for words: how it goes.

/** The most characters that a box takes, which is what the desk takes in a message. */
export const longestText = 10_000

/** As a browser's clipboard and box have it. */
export interface Clip {
  readonly files: { readonly length: number }
  getData(type: string): string
}
export interface Box {
  readonly value: string
  readonly selectionStart: number
  readonly selectionEnd: number
}

export const textOf = (clip: Clip | null): string => clip?.getData('text/plain') ?? ''

/** `box`: left to the box. `file`: the text as a file of its own, for there is no room, and a box cuts off unseen. */
export function wayOf(clip: Clip | null, { value, selectionStart, selectionEnd }: Box): 'box' | 'files' | 'file' {
  const text = textOf(clip)
  // Word processors and spreadsheets bring a picture of what is text as well.
  if (text === '') return clip?.files.length ? 'files' : 'box'
  return text.length > longestText - value.length + selectionEnd - selectionStart ? 'file' : 'box'
}

/** What such a file is called, and begins with, lest somebody's browser or editor takes it for another encoding. */
export const textFile = { name: 'text.txt', type: 'text/plain', begin: '\ufeff' }

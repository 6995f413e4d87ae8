// What is pasted into a box for words: how it goes.

/** The most characters that a box takes, which is what the desk takes in a message. */
export const longestText = 10_000

export interface Pasted {
  /** How many files there are in it. */
  readonly files: number
  readonly text: string
  /** How many characters more the box takes. */
  readonly room: number
}

/** `box`: left to the box. `file`: the text as a file of its own, for there is no room, and a box cuts off unseen. */
export function wayOf({ files, text, room }: Pasted): 'box' | 'files' | 'file' {
  // Word processors and spreadsheets bring a picture of what is text as well.
  if (text === '') return files > 0 ? 'files' : 'box'
  return text.length > room ? 'file' : 'box'
}

/** What such a file is called, and begins with, lest somebody's browser or editor takes it for another encoding. */
export const textFile = { name: 'text.txt', type: 'text/plain', begin: '\ufeff' }

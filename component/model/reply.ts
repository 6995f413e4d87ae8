// What a command answers: sentences for people, and for programs the same as rows of named values.
import type { Say } from './say.ts'

export type Row = Readonly<Record<string, string | number | null>>

export interface Reply {
  say: Say
  /** In a fixed order, each row with all of the columns. */
  rows?: readonly Row[]
}

export const isReply = (answer: Say | Reply): answer is Reply => 'say' in answer

/** The sentences alone. */
export const sentences = (answer: Say | Reply): Say => (isReply(answer) ? answer.say : answer)

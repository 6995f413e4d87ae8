// Refusals: what a verb throws when somebody asked for something that can't be done. The list is closed; each door maps it.
import type { Say } from './say.ts'

export type Code =
  | 'bad-request'
  | 'not-found'
  | 'forbidden'
  | 'conflict'
  | 'not-acceptable'
  | 'too-large'
  | 'slow-down'
  | 'unknown-method'
  | 'unsupported'

/** A refusal with a sentence for the person who asked; the turn it is thrown in changes nothing. */
export class DeskError extends Error {
  readonly code: Code
  readonly say: Say
  constructor(code: Code, say: Say) {
    super(`${code}: ${say.key}`)
    this.code = code
    this.say = say
  }
}

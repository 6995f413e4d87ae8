// The mailer: sends the letters that are due, one after the other, each outside of any turn; a mail server may be slow.
import { type Letter, letterFailed, letterSent, type MailFailure, takeLetter } from '../desk/mail.ts'
import type { Turn } from '../desk/turn.ts'
import type { Log } from '../log.ts'

export interface MailerOptions {
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  /** Resolves when the mail server has it; rejects with a MailFailure. */
  send: (letter: Letter) => Promise<void>
  log: Log
}

export interface Mailer {
  /** Sends all that is due. */
  tick(): Promise<void>
  /** Begins no other; resolves when the one under way is through, or after a moment. */
  stop(): Promise<void>
}

const patience = 2_000

export function openMailer({ run, send, log }: MailerOptions): Mailer {
  let stopped = false
  let underWay: Promise<unknown> = Promise.resolve()

  async function deliver(letter: Letter): Promise<void> {
    const failure = await send(letter).then(
      () => undefined,
      (error: unknown) => (isFailure(error) ? error : broken(error)),
    )
    // A crash right here sends it again, under the same id: better twice than never.
    await run((turn) => (failure ? letterFailed(turn, letter, failure) : letterSent(turn, letter)))
    const facts = { visitor: letter.visitor, lines: letter.lines.length }
    if (failure) log.warn('a mail was not sent', { ...facts, code: failure.code, permanent: failure.permanent })
    else log.info('a mail was sent', facts)
  }

  /** A bug: logged, and the letter is tried again like after an outage. */
  function broken(error: unknown): MailFailure {
    log.error('a mail could not be written', { error: error instanceof Error ? error.stack : String(error) })
    return { code: 'error', permanent: false, certain: false }
  }

  async function sendDue(): Promise<void> {
    while (!stopped) {
      const letter = await run(takeLetter)
      if (!letter) return
      await deliver(letter)
    }
  }

  return {
    tick() {
      const work = sendDue()
      underWay = Promise.allSettled([underWay, work])
      return work
    },
    async stop() {
      stopped = true
      await Promise.race([underWay, new Promise((resolve) => setTimeout(resolve, patience).unref())])
    },
  }
}

const isFailure = (error: unknown): error is MailFailure => error instanceof Error && 'certain' in error

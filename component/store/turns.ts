// One stanza, one request, one job item = one turn. Turns run one after the other in the order they were asked for;
// those that wait at the same time share one commit, with a savepoint each, so a refusal undoes its own turn only.
import type { Notice } from '../model/notice.ts'
import type { Database, Tx } from './database.ts'
import { insertNotices } from './outbox.ts'

export interface Turn {
  tx: Tx
  now: Date
  random: () => number
  /** What is to be told; handed to the pump after the commit, in this order. */
  notices: Notice[]
}

/** A notice that is committed: lasting ones with their number in the outbox. */
export interface Posted {
  id: number | undefined
  notice: Notice
}

export interface Turns {
  /** Resolves with what `work` gave after the commit; rejects with what it threw (its changes undone) or the database's error. */
  run<T>(work: (turn: Turn) => Promise<T>): Promise<T>
  /** No turn is running or waiting. */
  idle(): Promise<void>
}

export interface TurnsOptions {
  random: () => number
  clock: () => Date
  /** Called after each commit, before the turns' promises are settled. */
  posted: (notices: Posted[]) => void
}

interface Job {
  work: (turn: Turn) => Promise<unknown>
  settle: (outcome: Outcome) => void
}
type Outcome = { value: unknown; error?: undefined } | { error: unknown }

const sharing = 64

export function openTurns(db: Database, { random, clock, posted }: TurnsOptions): Turns {
  const waiting: Job[] = []
  let running: Promise<void> | undefined

  async function together(jobs: Job[]): Promise<void> {
    let outcomes: Outcome[] = []
    let told: Posted[] = []
    try {
      await db.transaction(async (tx) => {
        outcomes = []
        const notices: Notice[] = []
        for (const job of jobs) {
          const turn: Turn = { tx, now: clock(), random, notices: [] }
          outcomes.push(jobs.length === 1 ? { value: await job.work(turn) } : await apart(job, turn))
          notices.push(...turn.notices)
        }
        told = await insertNotices(tx, notices, clock())
      })
    } catch (error) {
      for (const job of jobs) job.settle({ error })
      return
    }
    if (told.length > 0) posted(told)
    jobs.forEach((job, index) => {
      job.settle(outcomes[index] as Outcome)
    })
  }

  async function loop(): Promise<void> {
    while (waiting.length > 0) await together(waiting.splice(0, sharing))
    running = undefined
  }

  return {
    run<T>(work: (turn: Turn) => Promise<T>): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        waiting.push({
          work,
          settle: (outcome) => ('value' in outcome ? resolve(outcome.value as T) : reject(outcome.error)),
        })
        running ??= loop()
      })
    },
    async idle() {
      while (running) await running
    },
  }
}

async function apart(job: Job, turn: Turn): Promise<Outcome> {
  try {
    return { value: await attempt(turn, job.work) }
  } catch (error) {
    return { error }
  }
}

/** Does it within the turn; when it throws, what it wrote and told is undone and the turn can go on. */
export async function attempt<T>(turn: Turn, work: (turn: Turn) => Promise<T>): Promise<T> {
  const told = turn.notices.length
  await turn.tx.raw('SAVEPOINT attempt')
  try {
    const value = await work(turn)
    await turn.tx.raw('RELEASE SAVEPOINT attempt')
    return value
  } catch (error) {
    await turn.tx.raw('ROLLBACK TO SAVEPOINT attempt')
    await turn.tx.raw('RELEASE SAVEPOINT attempt')
    turn.notices.length = told
    throw error
  }
}

// One stanza, one request, one job item = one turn. Turns run one after the other in the order they were asked for;
// those that wait at the same time share one commit. A refusal undoes its own turn only. `work` may be called twice, so it
// has no effect outside its turn.
import type { Notice } from '../model/notice.ts'
import { type Database, lockTurns, type Tx } from './database.ts'
import { insertNotices } from './outbox.ts'

export interface Turn {
  tx: Tx
  now: Date
  random: () => number
  /** Whether e-mail can be sent. */
  mails: boolean
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
  mails?: boolean
  /** Called after each commit, before the turns' promises are settled. */
  posted: (notices: Posted[]) => void
}

interface Job {
  work: (turn: Turn) => Promise<unknown>
  settle: (outcome: Outcome) => void
}
type Outcome = { value: unknown; error?: undefined } | { error: unknown }

const sharing = 64

export function openTurns(db: Database, { random, clock, mails = false, posted }: TurnsOptions): Turns {
  const waiting: Job[] = []
  let running: Promise<void> | undefined

  async function commit(jobs: readonly Job[], how: How): Promise<{ outcomes: Outcome[]; told: Posted[] }> {
    return db.transaction(async (tx) => {
      await lockTurns(tx)
      const outcomes: Outcome[] = []
      const notices: Notice[] = []
      for (const job of jobs) {
        const turn: Turn = { tx, now: clock(), random, mails, notices: [] }
        outcomes.push(await how(job, turn))
        notices.push(...turn.notices)
      }
      return { outcomes, told: await insertNotices(tx, notices, clock()) }
    })
  }

  /** Refusals are rare: only when there is one, all is undone and done again with a savepoint for each turn. */
  function commitOrRepeat(jobs: readonly Job[]): ReturnType<typeof commit> {
    return commit(jobs, plainly).catch((error: unknown) => {
      if (jobs.length === 1) throw error
      return commit(jobs, apart)
    })
  }

  async function together(jobs: readonly Job[]): Promise<void> {
    let committed: Awaited<ReturnType<typeof commit>>
    try {
      committed = await commitOrRepeat(jobs)
    } catch (error) {
      for (const job of jobs) job.settle({ error })
      return
    }
    if (committed.told.length > 0) posted(committed.told)
    jobs.forEach((job, index) => {
      job.settle(committed.outcomes[index] as Outcome)
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

type How = (job: Job, turn: Turn) => Promise<Outcome>

const plainly: How = async (job, turn) => ({ value: await job.work(turn) })

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

// Watching: somebody who has nothing to do with an issue hears what happens to it.
import { DeskError } from '../model/error.ts'
import type { Staff } from '../model/person.ts'
import { say } from '../model/say.ts'
import { stamp } from '../model/time.ts'
import { insertIssueEvent } from '../store/issue-events.ts'
import { deleteWatcher, insertWatcher } from '../store/issues.ts'
import { leaves } from './handling.ts'
import { seen } from './issue.ts'
import { meet } from './issue-news.ts'
import type { Turn } from './turn.ts'

/** He hears what happens to it. */
export async function watch(turn: Turn, who: Staff, number: number): Promise<void> {
  const issue = await seen(turn, who, number)
  if (!(await insertWatcher(turn.tx, number, who.jid))) throw new DeskError('conflict', say('watchAlready', { number }))
  await insertIssueEvent(turn.tx, { issue: number, what: 'watched', who: who.jid, at: stamp(turn.now) })
  meet(turn, issue, who)
}

/** He hears of it no longer. */
export async function unwatch(turn: Turn, who: Staff, number: number): Promise<void> {
  await seen(turn, who, number)
  if (!(await deleteWatcher(turn.tx, number, who.jid))) throw new DeskError('conflict', say('watchNot', { number }))
  await insertIssueEvent(turn.tx, { issue: number, what: 'unwatched', who: who.jid, at: stamp(turn.now) })
  await leaves(turn, number, who.jid)
}

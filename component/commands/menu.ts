// The menu: every command there is.
import type { Staff } from '../model/person.ts'
import {
  duplicateCommand,
  issueHistoryCommand,
  issueInfoCommand,
  sceneCommand,
  unwatchCommand,
  watchCommand,
} from './about-issue.ts'
import { closeIssueCommand, linkCommand, reopenCommand, tellCommand } from './answer.ts'
import { blockCommand } from './block.ts'
import { claimCommand } from './claim.ts'
import { closeCommand } from './close.ts'
import { type Command, mayUse, type Place } from './command.ts'
import {
  acceptIssueCommand,
  askCommand,
  passCommand,
  priorityCommand,
  resolveCommand,
  snoozeCommand,
} from './handle.ts'
import { helpCommand } from './help.ts'
import { historyCommand } from './history.ts'
import { infoCommand } from './info.ts'
import { inviteCommand, joinCommand, leaveCommand } from './invite.ts'
import { deskIssueCommand, issueCommand } from './issue.ts'
import { deadlineCommand, hoursCommand, quietCommand, typeCommand, typesCommand } from './issue-rules.ts'
import { findIssuesCommand, issuesCommand, similarCommand } from './issues.ts'
import { mineCommand } from './mine.ts'
import { noteCommand } from './note.ts'
import { queueCommand } from './queue.ts'
import { releaseCommand } from './release.ts'
import { cannedCommand, repliesCommand, replyCommand } from './reply.ts'
import { stateCommand } from './state.ts'
import { statsCommand } from './stats.ts'
import { acceptCommand, declineCommand, transferCommand } from './transfer.ts'
import { earlierCommand, visitorIssuesCommand } from './visitor-past.ts'
import { whoCommand } from './who.ts'

export const menu: readonly Command[] = [
  helpCommand('desk', listCommands),
  stateCommand,
  queueCommand,
  claimCommand,
  mineCommand,
  whoCommand,
  statsCommand,
  acceptCommand,
  declineCommand,
  cannedCommand,
  joinCommand,
  deskIssueCommand,
  issuesCommand,
  findIssuesCommand,
  similarCommand,
  typesCommand,
  typeCommand,
  deadlineCommand,
  hoursCommand,
  quietCommand,
  helpCommand('chat', listCommands),
  replyCommand,
  repliesCommand,
  transferCommand,
  noteCommand,
  historyCommand,
  earlierCommand,
  visitorIssuesCommand,
  inviteCommand,
  leaveCommand,
  releaseCommand,
  blockCommand,
  closeCommand,
  infoCommand,
  issueCommand,
  linkCommand,
  helpCommand('issue', listCommands),
  acceptIssueCommand,
  resolveCommand,
  askCommand,
  passCommand,
  priorityCommand,
  snoozeCommand,
  issueInfoCommand,
  sceneCommand,
  issueHistoryCommand,
  tellCommand,
  reopenCommand,
  closeIssueCommand,
  watchCommand,
  unwatchCommand,
  duplicateCommand,
]

export function findCommand(at: Place, node: string): Command | undefined {
  return menu.find((command) => command.at === at && command.node === node)
}

/** What somebody may use in a place. */
export function listCommands(at: Place, who: Staff): Command[] {
  return menu.filter((command) => command.at === at && mayUse(command, who))
}

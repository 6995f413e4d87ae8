// The menu: every command there is.
import type { Staff } from '../model/person.ts'
import { blockCommand } from './block.ts'
import { claimCommand } from './claim.ts'
import { closeCommand } from './close.ts'
import { type Command, mayUse, type Place } from './command.ts'
import { helpCommand } from './help.ts'
import { historyCommand } from './history.ts'
import { infoCommand } from './info.ts'
import { inviteCommand, joinCommand, leaveCommand } from './invite.ts'
import { mineCommand } from './mine.ts'
import { noteCommand } from './note.ts'
import { queueCommand } from './queue.ts'
import { releaseCommand } from './release.ts'
import { cannedCommand, replyCommand } from './reply.ts'
import { stateCommand } from './state.ts'
import { acceptCommand, declineCommand, transferCommand } from './transfer.ts'
import { whoCommand } from './who.ts'

export const menu: readonly Command[] = [
  helpCommand('desk', listCommands),
  stateCommand,
  queueCommand,
  claimCommand,
  mineCommand,
  whoCommand,
  acceptCommand,
  declineCommand,
  cannedCommand,
  joinCommand,
  helpCommand('chat', listCommands),
  replyCommand,
  transferCommand,
  noteCommand,
  historyCommand,
  inviteCommand,
  leaveCommand,
  releaseCommand,
  blockCommand,
  closeCommand,
  infoCommand,
]

export function findCommand(at: Place, node: string): Command | undefined {
  return menu.find((command) => command.at === at && command.node === node)
}

/** What somebody may use in a place. */
export function listCommands(at: Place, who: Staff): Command[] {
  return menu.filter((command) => command.at === at && mayUse(command, who))
}

// The menu: every command there is.
import type { Staff } from '../model/person.ts'
import { claimCommand } from './claim.ts'
import { closeCommand } from './close.ts'
import { type Command, mayUse, type Place } from './command.ts'
import { helpCommand } from './help.ts'
import { infoCommand } from './info.ts'
import { mineCommand } from './mine.ts'
import { stateCommand } from './state.ts'
import { whoCommand } from './who.ts'

export const menu: readonly Command[] = [
  helpCommand('desk', listCommands),
  stateCommand,
  claimCommand,
  mineCommand,
  whoCommand,
  helpCommand('chat', listCommands),
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

// `help` at the desk and `!help` in a conversation or an issue: what this person can say there.
import type { Staff } from '../model/person.ts'
import { lines, render, say } from '../model/say.ts'
import { type Command, type Place, usage } from './command.ts'

/** The help of a place, which lists what `list` gives for the asker. */
export function helpCommand(at: Place, list: (at: Place, who: Staff) => Command[]): Command {
  return {
    node: 'help',
    title: 'cmdHelp',
    roles: ['agent', 'handler', 'lead'],
    at,
    fields: [],
    async run(_turn, who) {
      const commands = list(at, who).map((command) =>
        say('helpLine', { usage: usage(command), title: render(say(command.title), who.lang) }),
      )
      if (at === 'desk') return lines(say('helpDesk'), ...commands)
      if (at === 'chat') return lines(say('helpChat'), ...commands, say('helpLiteral'))
      return lines(say('helpIssue'), ...commands, say('helpLiteralComment'))
    },
  }
}

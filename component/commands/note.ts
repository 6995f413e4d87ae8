// `!note TEXT`: a note for colleagues, never for the visitor.
import { note } from '../desk/note.ts'
import { say } from '../model/say.ts'
import type { Command } from './command.ts'

export const noteCommand: Command = {
  node: 'note',
  title: 'cmdNote',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [{ name: 'text', label: 'fieldText', type: 'text', required: true }],
  async run(turn, who, { text }, number) {
    await note(turn, who, number, String(text))
    return say('noteKept')
  },
}

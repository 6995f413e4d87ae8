// `mine`: the conversations the asker has.
import { conversationsOf } from '../desk/staff.ts'
import { visitorName } from '../model/person.ts'
import { lines, say } from '../model/say.ts'
import { age } from '../model/time.ts'
import type { Command } from './command.ts'

export const mineCommand: Command = {
  node: 'mine',
  title: 'cmdMine',
  roles: ['agent', 'lead'],
  at: 'desk',
  fields: [],
  async run(turn, who) {
    const mine = await conversationsOf(turn, who)
    if (mine.length === 0) return say('mineNone')
    const list = mine.map(({ conversation, visitor, last }) =>
      say('mineLine', {
        number: conversation.id,
        queue: conversation.queue,
        name: visitorName(visitor),
        age: age(conversation.openedAt, turn.now),
        body: last?.body ?? '',
      }),
    )
    return lines(say('mineTitle'), ...list)
  },
}

// `queue`: who waits and what was left, oldest first.
import { unassigned } from '../desk/note.ts'
import { type Glimpse, queueTitles } from '../desk/staff.ts'
import { visitorName } from '../model/person.ts'
import { lines, type Say, say } from '../model/say.ts'
import { age } from '../model/time.ts'
import { chatRow } from './chat-row.ts'
import type { Command } from './command.ts'

const shown = 30

export const queueCommand: Command = {
  node: 'queue',
  title: 'cmdQueue',
  roles: ['agent', 'lead'],
  at: 'desk',
  fields: [],
  async run(turn, who) {
    const all = (await queueTitles(turn)).map(({ name }) => name)
    const found = await unassigned(turn, who, all)
    if (found.length === 0) return { say: say('queueNone'), rows: [] }
    const list = (state: 'waiting' | 'left', title: Say): Say[] => {
      const these = found.filter(({ conversation }) => conversation.state === state)
      if (these.length === 0) return []
      const more = these.length > shown ? [say('queueMore', { count: these.length - shown })] : []
      return [title, ...these.slice(0, shown).map((glimpse) => line(glimpse, turn.now)), ...more]
    }
    const [first, ...rest] = [...list('waiting', say('queueWaiting')), ...list('left', say('queueLeft'))]
    return { say: lines(first as Say, ...rest), rows: found.map(chatRow) }
  },
}

function line({ conversation, visitor, last }: Glimpse, now: Date): Say {
  const values = { number: conversation.id, queue: conversation.servedBy, name: visitorName(visitor) }
  return say('leftDigestLine', { ...values, age: age(conversation.openedAt, now), body: last?.body ?? '' })
}

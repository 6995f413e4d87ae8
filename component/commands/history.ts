// `!history`: what happened here, and earlier conversations of this visitor.
import { history, type Told } from '../desk/note.ts'
import type { Glimpse } from '../desk/staff.ts'
import { visitorName } from '../model/person.ts'
import { lines, type Say, say } from '../model/say.ts'
import { minute } from '../model/time.ts'
import type { Command } from './command.ts'
import { happenedLine } from './happened.ts'

export const historyCommand: Command = {
  node: 'history',
  title: 'cmdHistory',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [],
  async run(turn, who, _values, number) {
    const { visitor, told, others } = await history(turn, who, number)
    const title = say(others.length > 0 ? 'historyEarlier' : 'historyNone', { name: visitorName(visitor) })
    const sentences = [...told.map(happened), title, ...others.map(other)]
    const rows = told.map(({ at, what, name, detail }) => ({ at, what, name, detail }))
    return { say: lines(say('historyTitle', { number }), ...sentences), rows }
  },
}

function happened(told: Told): Say {
  const { at, what, name, detail } = told
  return what === 'note' ? say('historyNote', { time: minute(at), name, body: detail }) : happenedLine(told)
}

function other({ conversation, last }: Glimpse): Say {
  const { id, queue, openedAt, state } = conversation
  return say('historyLine', { number: id, queue, opened: minute(openedAt), state, body: last?.body ?? '' })
}

// What happened, as a line of a history.
import { chatHappenings } from '../model/conversation.ts'
import { happenings } from '../model/issue.ts'
import { type Say, say } from '../model/say.ts'
import { minute } from '../model/time.ts'

interface Happened {
  at: string
  what: string
  name: string
  detail: string | null
}

export const happenedLine = ({ at, what, name, detail }: Happened): Say =>
  say('historyEvent', { time: minute(at), what: worded(what), who: name, detail: detailed(what, detail ?? '') })

const known = [...chatHappenings, ...happenings]

/** An older desk may have written down what is not known any more. */
function worded(what: string): Say | string {
  const found = known.find((each) => each === what)
  return found ? say(`event ${found}`) : what
}

const clocks = { accept: 'clockAccept', resolve: 'clockResolve' } as const

/** Of clocks and reminders the desk keeps “accept”, and “Hana: accept 1”. */
function detailed(what: string, detail: string): Say | string {
  const [, name, clock, level] = /^(?:(.*): )?(accept|resolve)(?: (\d+))?$/.exec(detail) ?? []
  if (!clock || (what !== 'breached' && what !== 'reminded')) return detail
  const word = say(clocks[clock as keyof typeof clocks])
  return name && level ? say('historyReminder', { name, clock: word, level }) : word
}

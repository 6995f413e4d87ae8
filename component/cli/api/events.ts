// `bellhop events`: what happens at the desk, as it happens, each event once and in order, also when the connection breaks.
import { setTimeout as pause } from 'node:timers/promises'
import { harmless } from '../table.ts'
import { type Asked, CliError, exits, type Verb } from '../verb.ts'
import { refused } from './endpoint-verb.ts'
import { Refused, send } from './send.ts'
import { type ServerEvent, serverEvents } from './server-events.ts'
import { shown } from './show.ts'
import { type Desk, findDesk, urlOption } from './where.ts'

export const eventsVerb: Verb = {
  words: ['events'],
  summary: 'What happens at the desk, as it happens, until Ctrl-C',
  notes: ['It goes on by itself where it was when the desk is started again, for up to five minutes.'],
  arguments: [],
  options: [
    { name: 'since', value: 'ID', summary: 'first what happened after the event with this number; 0 for all there is' },
    {
      name: 'messages',
      value: 'CONVERSATION',
      summary: 'also what is said in it, without the words; all for every one',
    },
    { name: 'count', value: 'N', summary: 'ends after so many events' },
    urlOption,
  ],
  examples: ['events', 'events --since 0 --count 10 --json', 'events --messages 12'],
  isStopped: true,
  check: (asked) => void [sinceOf(asked), number(asked, 'count', 1), pathOf(asked)],
  async run(asked) {
    const place: Place = { last: sinceOf(asked), left: number(asked, 'count', 1) ?? Number.POSITIVE_INFINITY }
    const desk = findDesk(asked)
    try {
      await follow(desk, place, asked)
    } catch (error) {
      if (asked.stopped.aborted) return exits.done
      throw error instanceof Refused ? refused(error, []) : error
    }
    return exits.done
  },
}

interface Place {
  /** The last event that was read; undefined: from now on. */
  last: string | undefined
  /** How many are still to be read. */
  left: number
}

function number(asked: Asked, name: string, least = 0): number | undefined {
  const text = asked.text(name)
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text)
  throw new CliError('usage', `--${name} must be a whole number from ${least} on, not “${text}”.`)
}

/** Of a stream with messages a place has three parts. */
function sinceOf(asked: Asked): string | undefined {
  const text = asked.text('since')
  if (text === undefined || /^\d{1,9}(-\d{1,9}-\d{1,9})?$/.test(text)) return text
  throw new CliError('usage', `--since must be the id of an event, or 0 for all there is, not “${text}”.`)
}

function pathOf(asked: Asked): string {
  const text = asked.text('messages')
  if (text === undefined) return '/events'
  if (/^([1-9]\d{0,8}|all)$/.test(text)) return `/events?messages=${text}`
  throw new CliError('usage', `--messages must be the number of a conversation, or all, not “${text}”.`)
}

const longestAway = 300_000

/** Reads on and on. Only a desk that was there before is waited for. */
async function follow(desk: Desk, place: Place, asked: Asked): Promise<void> {
  let wasThere = false
  let awaySince: number | undefined
  let tries = 0
  const onThere = () => {
    if (awaySince !== undefined) asked.output.note('The desk is there again.')
    awaySince = undefined
    wasThere = true
    tries = 0
  }
  for (;;) {
    await pour(desk, place, asked, onThere).catch((error: unknown) => {
      const isAway = error instanceof CliError || isBroken(error)
      const isTooLong = awaySince !== undefined && Date.now() - awaySince > longestAway
      if (!isAway || !wasThere || isTooLong || asked.stopped.aborted) throw error
    })
    if (place.left === 0) return
    if (awaySince === undefined) asked.output.note('The desk is away; it is tried again.')
    awaySince ??= Date.now()
    await pause(Math.min(250 * 2 ** tries++, 5000), undefined, { signal: asked.stopped })
  }
}

/** A body that ended in the middle. */
const isBroken = (error: unknown): boolean => error instanceof TypeError && error.message === 'terminated'

async function pour(desk: Desk, place: Place, asked: Asked, onThere: () => void): Promise<void> {
  const headers = place.last === undefined ? {} : { 'Last-Event-ID': place.last }
  const request = { method: 'GET', path: pathOf(asked), body: undefined }
  const sending = { desk, accept: 'text/event-stream', headers, output: asked.output, isStream: true }
  const answer = await send(request, { ...sending, signal: asked.stopped })
  onThere()
  for await (const event of serverEvents(answer.body)) {
    if (event.id !== undefined) place.last = event.id
    if (event.kind === 'gap') asked.output.note('Some events are missing: they are older than what the desk keeps.')
    if (event.kind === 'gap' || event.kind === 'now') continue
    await tell(event, asked)
    place.left -= 1
    if (place.left === 0) return
  }
}

interface Told {
  kind: string
  what: string
  subject: string
  at: string
  /** Not of a message, which has an author instead. */
  who?: string | null
  author?: string
}

async function tell({ id = '', data }: ServerEvent, { output }: Asked): Promise<void> {
  const event = JSON.parse(data) as Told
  const { kind, what, subject, at, who, author = who } = event
  const words = [shown(at), id, kind, subject, what, ...(author ? [`by ${author}`] : [])]
  // Of a message the place it stands at is told as well: what one goes on from.
  await output.line('id' in event ? event : { ...event, id }, harmless(words.join('  ')))
}

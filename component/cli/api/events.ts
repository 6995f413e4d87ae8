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
    { name: 'count', value: 'N', summary: 'ends after so many events' },
    urlOption,
  ],
  examples: ['events', 'events --since 0 --count 10 --json'],
  isStopped: true,
  check: (asked) => void [number(asked, 'since'), number(asked, 'count', 1)],
  async run(asked) {
    const place: Place = { last: number(asked, 'since'), left: number(asked, 'count', 1) ?? Number.POSITIVE_INFINITY }
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
  last: number | undefined
  /** How many are still to be read. */
  left: number
}

function number(asked: Asked, name: string, least = 0): number | undefined {
  const text = asked.text(name)
  if (text === undefined) return undefined
  if (/^\d{1,9}$/.test(text) && Number(text) >= least) return Number(text)
  throw new CliError('usage', `--${name} must be a whole number from ${least} on, not “${text}”.`)
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
  const headers = place.last === undefined ? {} : { 'Last-Event-ID': String(place.last) }
  const request = { method: 'GET', path: '/events', body: undefined }
  const sending = { desk, accept: 'text/event-stream', headers, output: asked.output, isStream: true }
  const answer = await send(request, { ...sending, signal: asked.stopped })
  onThere()
  for await (const event of serverEvents(answer.body)) {
    if (event.id !== undefined) place.last = Number(event.id)
    if (event.kind === 'gap') asked.output.note('Some events are missing: they are older than what the desk keeps.')
    if (event.kind === 'gap' || event.kind === 'now') continue
    await tell(event, asked)
    place.left -= 1
    if (place.left === 0) return
  }
}

async function tell({ data }: ServerEvent, { output }: Asked): Promise<void> {
  const event = JSON.parse(data) as {
    id: number
    kind: string
    what: string
    subject: string
    who: string | null
    at: string
  }
  const { id, kind, what, subject, who, at } = event
  const words = [shown(at), `${id}`, kind, subject, what, ...(who === null ? [] : [`by ${who}`])]
  await output.line(event, harmless(words.join('  ')))
}

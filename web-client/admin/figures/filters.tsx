// What figures are asked for: a span of time in a time zone, a queue, an agent. All of it is in the address.

import { useMemo } from 'preact/hooks'
import { usePeople, useQueues } from '../all.ts'
import { useApp } from '../app.ts'
import { Choice, Filters, Words } from '../filters.tsx'
import { filterBy } from '../route.ts'
import { daysOf, spanOf, spans, zones } from './span.ts'

/** What the address asks for, as the API is asked, and the days in it. */
export function useSpan() {
  const { route } = useApp()
  const { query } = route.value
  return useMemo(() => {
    const now = new Date()
    const span = spanOf(query, now)
    const { queue, agent } = query
    return { asked: { ...span, queue, agent }, days: daysOf(span, now) }
  }, [query.from, query.to, query.days, query.zone, query.queue, query.agent])
}

export function FigureFilters() {
  const { words: all, route } = useApp()
  const words = all.figures
  const queues = useQueues().options
  const staff = usePeople().all.map(({ jid, name }) => [jid, name] as const)
  const { from } = route.value.query
  const { asked } = useSpan()
  const isOwn = from !== undefined
  const choose = (days: string) =>
    filterBy(
      days === 'own' ? { days: undefined, from: asked.from, to: undefined } : { days, from: undefined, to: undefined },
    )
  return (
    <Filters>
      <div class="filter">
        <label for="days">{words.span}</label>
        <select
          id="days"
          value={isOwn ? 'own' : (route.value.query.days ?? '30')}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          {spans.map((days) => (
            <option key={days} value={days}>
              {words.last(Number(days))}
            </option>
          ))}
          <option value="own">{words.ownSpan}</option>
        </select>
      </div>
      {isOwn && <Words name="from" label={words.from} type="date" />}
      {isOwn && <Words name="to" label={words.to} type="date" />}
      <Choice name="queue" label={words.queue} options={[['', words.all], ...queues]} />
      <Choice name="agent" label={words.agent} options={[['', words.all], ...staff]} />
      <Choice name="zone" label={words.zone} options={zones().map((zone) => [zone, zone])} />
    </Filters>
  )
}

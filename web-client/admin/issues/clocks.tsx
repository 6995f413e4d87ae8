// The clocks of an issue that run: until when it is to be accepted and resolved.

import { dateTime, relative, span } from '../../look/time.ts'
import { useApp } from '../app.ts'
import { Badge } from '../parts.tsx'
import type { Clock } from '../things.ts'

export function Clocks({ clocks }: { clocks: readonly Clock[] }) {
  const { words } = useApp()
  if (clocks.length === 0) return null
  return (
    <>
      <h3>{words.issues.clocks}</h3>
      <dl class="facts">
        {clocks.map((clock) => [
          <dt key={clock.clock}>{words.issues.clock[clock.clock]}</dt>,
          <dd key={`${clock.clock}-due`}>
            <Due {...clock} />
          </dd>,
        ])}
      </dl>
    </>
  )
}

function Due({ due, left, breachedAt }: Clock) {
  const { words, locale } = useApp()
  // Whom it waits for has the time that is left.
  if (left !== null) return <Badge>{words.issues.stands(span(left * 1000, locale))}</Badge>
  const at = Date.parse(due)
  const isLate = breachedAt !== null || at < Date.now()
  return (
    <time dateTime={due} title={dateTime(at, locale)}>
      <Badge tone={isLate ? 'bad' : 'good'}>{relative(at, Date.now(), locale)}</Badge>
    </time>
  )
}

// How long issues may take until they are accepted and resolved, by priority.

import { useApp } from '../app.ts'
import { Edit } from '../edit.tsx'
import { numberIn, SpanField, spanText } from '../span.tsx'
import { type Deadline, type Priority, priorities } from '../things.ts'

export function Deadlines() {
  const { words } = useApp()
  return (
    <ul class="deadlines">
      {priorities.toReversed().map((priority) => (
        <li key={priority}>
          <h3>{words.issues.priorities[priority]}</h3>
          <OneDeadline priority={priority} />
        </li>
      ))}
    </ul>
  )
}

function OneDeadline({ priority }: { priority: Priority }) {
  const { words, locale } = useApp()
  const of = words.types
  const span = (seconds: number) => spanText(seconds, locale)
  const yes = (is: boolean) => (is ? words.common.yes : words.common.no)
  return (
    <Edit<Deadline>
      path={`/deadlines/${priority}`}
      method="PUT"
      parts={{ accept: [of.accept, span], resolve: [of.resolve, span], openHours: [of.openHours, yes] }}
      bodyOf={(values) => ({
        accept: numberIn(values, 'accept'),
        resolve: numberIn(values, 'resolve'),
        openHours: values.get('openHours') !== null,
      })}
    >
      {({ accept, resolve, openHours }) => (
        <>
          <SpanField name="accept" label={of.accept} initial={accept} />
          <SpanField name="resolve" label={of.resolve} initial={resolve} />
          <label class="check">
            <input type="checkbox" name="openHours" defaultChecked={openHours} />
            <span>{of.openHours}</span>
          </label>
        </>
      )}
    </Edit>
  )
}

// The hours in which somebody is not reminded of anything.

import { useApp } from '../app.ts'
import { Checks, Field, SelectField } from '../fields.tsx'
import { ownZone, zones } from '../figures/span.ts'
import type { Person } from './person.ts'

export function QuietFields({ quiet }: { quiet: Person['quiet'] }) {
  const { words: all } = useApp()
  const words = all.people
  const zone = quiet?.zone ?? ownZone()
  const time = (name: 'from' | 'to', label: string, initial: string) => (
    <Field name={`quiet.${name}`} label={label}>
      {(control) => <input type="time" {...control} defaultValue={initial} />}
    </Field>
  )
  return (
    <details class="more" open={quiet !== null}>
      <summary>{words.quiet}</summary>
      <Checks
        name="quiet"
        label={words.quietTitle}
        hint={words.quietHint}
        chosen={quiet ? ['on'] : []}
        options={[['on', words.quietOn]]}
      />
      <div class="row">
        {time('from', words.quietFrom, quiet?.from ?? '20:00')}
        {time('to', words.quietTo, quiet?.to ?? '07:00')}
        <SelectField
          name="quiet.zone"
          label={words.zone}
          initial={zone}
          options={[...new Set([zone, ...zones()])].map((each) => [each, each])}
        />
      </div>
    </details>
  )
}

/** What was typed there; null where he may be reminded at any hour. */
export function quietOf(values: FormData): Person['quiet'] {
  if (!values.has('quiet')) return null
  const text = (name: string) => String(values.get(`quiet.${name}`) ?? '')
  return { zone: text('zone'), from: text('from'), to: text('to') }
}

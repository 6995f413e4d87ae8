// The field for opening hours: always, or a week with a time zone and other hours on single dates.

import { useId, useState } from 'preact/hooks'
import { useApp } from '../app.ts'
import { Kept } from '../edit.tsx'
import { useWrong } from '../form.tsx'
import type { Hours } from '../things.ts'
import { Dates } from './dates.tsx'
import { firstHours } from './draft.ts'
import { Week } from './week.tsx'

interface HoursFieldProps {
  name: string
  initial: Hours | null
}

export function HoursField({ name, initial }: HoursFieldProps) {
  const { words } = useApp()
  const wrong = useWrong(name)
  const [isAlways, setAlways] = useState(initial === null)
  // What was set stays in sight when somebody tries “always” and comes back.
  const [hours, set] = useState(initial ?? firstHours())
  const choice = useId()
  return (
    <fieldset class="field hours" data-field={name}>
      <legend class="sr">{words.hours.title}</legend>
      <Kept name={name} value={isAlways ? null : hours} />
      <div class="choice">
        {([true, false] as const).map((always) => (
          <label key={String(always)} class="check">
            <input type="radio" name={choice} checked={isAlways === always} onChange={() => setAlways(always)} />
            <span>{always ? words.hours.always : words.hours.some}</span>
          </label>
        ))}
      </div>
      {!isAlways && (
        <>
          <Zone zone={hours.zone} name={`${name}.zone`} onZone={(zone) => set({ ...hours, zone })} />
          <Week {...{ hours, set }} name={`${name}.week`} />
          <Dates {...{ hours, set }} name={`${name}.exceptions`} />
        </>
      )}
      {wrong && (
        <p class="problem" role="alert">
          {wrong}
        </p>
      )}
    </fieldset>
  )
}

interface ZoneProps {
  zone: string
  name: string
  onZone(zone: string): void
}

/** Typed in part and picked; any name that the desk knows will do. */
function Zone({ zone, name, onZone }: ZoneProps) {
  const { words } = useApp()
  const id = useId()
  const wrong = useWrong(name)
  return (
    <div class="zone">
      <label for={id}>{words.hours.zone}</label>
      <input
        {...{ id, list: `${id}-zones`, value: zone, spellcheck: false, autocomplete: 'off', required: true }}
        aria-invalid={wrong ? true : undefined}
        onInput={({ currentTarget: { value } }) => onZone(value.trim())}
      />
      <datalist id={`${id}-zones`}>
        {Intl.supportedValuesOf('timeZone').map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </div>
  )
}

// Filters above a list. They are part of the address, so that a filtered list can be linked to and comes back with it.

import type { ComponentChildren } from 'preact'
import { useEffect, useId, useRef } from 'preact/hooks'
import { useApp } from './app.ts'
import type { Options } from './fields.tsx'
import { filterBy } from './route.ts'

export function Filters({ children }: { children: ComponentChildren }) {
  const { words } = useApp()
  return (
    <search class="filters" aria-label={words.common.filter}>
      {children}
    </search>
  )
}

interface FilterProps {
  /** In the address. */
  name: string
  label: string
}

/** One of a few; the first is what holds without one. */
export function Choice({ name, label, options }: FilterProps & { options: Options }) {
  const { route } = useApp()
  const id = useId()
  const [first] = options
  return (
    <div class="filter">
      <label for={id}>{label}</label>
      <select
        id={id}
        name={name}
        value={route.value.query[name] ?? first?.[0] ?? ''}
        onChange={({ currentTarget: { value } }) => filterBy({ [name]: value === first?.[0] ? undefined : value })}
      >
        {options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

const quiet = 350

/** Words, asked for when the typing pauses; or a day with type date. */
export function Words({ name, label, type = 'search' }: FilterProps & { type?: 'search' | 'date' }) {
  const { route } = useApp()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const asked = route.value.query[name] ?? ''
  useEffect(() => () => clearTimeout(timer.current), [])
  // What somebody is typing is ahead of the address; a filter that was set elsewhere is not.
  useEffect(() => {
    if (input.current && input.current !== document.activeElement) input.current.value = asked
  }, [asked])
  const ask = (value: string, after: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => filterBy({ [name]: value.trim() }), after)
  }
  return (
    <div class="filter">
      <label for={id}>{label}</label>
      <input
        ref={input}
        {...{ id, name, type: type as 'search', spellcheck: false }}
        onInput={({ currentTarget: { value } }) => ask(value, quiet)}
        onChange={({ currentTarget: { value } }) => ask(value, 0)}
      />
    </div>
  )
}

// Single dates with other hours than their weekday: holidays, and days that are longer or shorter.

import { Plus, Trash } from 'lucide'
import { useState } from 'preact/hooks'
import { Icon } from '../../look/icon.tsx'
import { useApp } from '../app.ts'
import { withDate } from './draft.ts'
import { Ranges } from './ranges.tsx'
import type { HoursPart } from './week.tsx'

export function Dates({ hours, set, name }: HoursPart) {
  const { words, locale } = useApp()
  const [date, setDate] = useState('')
  const dates = Object.entries(hours.exceptions ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
  const add = () => {
    if (date !== '') set(withDate(hours, date, hours.exceptions?.[date] ?? []))
    setDate('')
  }
  return (
    <div class="dates">
      <h3>{words.hours.dates}</h3>
      <p class="hint">{words.hours.datesHint}</p>
      {dates.length > 0 && (
        <ul class="week">
          {dates.map(([day, ranges]) => (
            <li key={day} data-date={day}>
              <b>{dateText(day, locale)}</b>
              <Ranges
                name={`${name}.${day}`}
                day={dateText(day, locale)}
                ranges={ranges}
                onRanges={(all) => set(withDate(hours, day, all))}
              />
              <button
                type="button"
                class="tool small"
                aria-label={`${dateText(day, locale)}: ${words.common.remove}`}
                onClick={() => set(withDate(hours, day, undefined))}
              >
                <Icon of={Trash} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="add">
        <input
          type="date"
          aria-label={words.hours.date}
          value={date}
          onInput={({ currentTarget: { value } }) => setDate(value)}
          // Enter here means this date, not the whole form.
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
        />
        <button type="button" class="small" disabled={date === ''} onClick={add}>
          <Icon of={Plus} /> {words.hours.addDate}
        </button>
      </p>
    </div>
  )
}

const dateText = (date: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(date))

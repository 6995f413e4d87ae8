// The week, day by day.

import { CopyPlus } from 'lucide'
import { Icon } from '../../look/icon.tsx'
import { useApp } from '../app.ts'
import { days, type Hours } from '../things.ts'
import { dayName, withDay } from './draft.ts'
import { Ranges } from './ranges.tsx'

export interface HoursPart {
  hours: Hours
  set(hours: Hours): void
  /** As the API names it: hours.week. */
  name: string
}

export function Week({ hours, set, name }: HoursPart) {
  const { words, locale } = useApp()
  const monday = hours.week.mon ?? []
  const asMonday = () => set(days.slice(1, 5).reduce((all, day) => withDay(all, day, monday), hours))
  return (
    <ul class="week">
      {days.map((day) => (
        <li key={day} data-day={day}>
          <b>{dayName(day, locale)}</b>
          <Ranges
            name={`${name}.${day}`}
            day={dayName(day, locale)}
            ranges={hours.week[day] ?? []}
            onRanges={(ranges) => set(withDay(hours, day, ranges))}
          />
          {day === 'mon' && (
            <button type="button" class="plain small" onClick={asMonday}>
              <Icon of={CopyPlus} /> {words.hours.asMonday}
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

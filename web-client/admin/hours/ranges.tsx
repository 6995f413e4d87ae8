// The hours of one day: any number of ranges from a time to a time.

import { Plus, X } from 'lucide'
import { Icon } from '../../look/icon.tsx'
import { useApp } from '../app.ts'
import { useWrong } from '../form.tsx'
import type { Range } from '../things.ts'
import { moreRanges } from './draft.ts'

interface RangesProps {
  /** As the API names it: hours.week.mon. */
  name: string
  /** The day, for who can't see where the fields stand. */
  day: string
  ranges: readonly Range[]
  onRanges(ranges: Range[]): void
}

export function Ranges({ name, day, ranges, onRanges }: RangesProps) {
  const { words } = useApp()
  const change = (place: number, range: Range) => onRanges(ranges.map((each, at) => (at === place ? range : each)))
  return (
    <div class="ranges">
      {ranges.length === 0 && <span class="never">{words.hours.closed}</span>}
      {ranges.map(([from, to], place) => (
        // Ranges have no name but their place.
        <span class="range" key={place}>
          <Time
            label={`${day}: ${words.hours.from}`}
            name={`${name}.${place}.0`}
            time={from}
            onTime={(time) => change(place, [time, to])}
          />
          <span aria-hidden="true">–</span>
          <Time
            label={`${day}: ${words.hours.to}`}
            name={`${name}.${place}.1`}
            time={to}
            // Midnight at the end of a day is 24:00, which the browser's own field can't say.
            onTime={(time) => change(place, [from, time === '00:00' ? '24:00' : time])}
            isWrong={from >= to}
          />
          <button
            type="button"
            class="tool small"
            aria-label={`${day}: ${words.hours.removeRange}`}
            onClick={() => onRanges(ranges.filter((_, at) => at !== place))}
          >
            <Icon of={X} />
          </button>
        </span>
      ))}
      <button
        type="button"
        class="tool small"
        title={words.hours.addRange}
        aria-label={`${day}: ${words.hours.addRange}`}
        onClick={() => onRanges(moreRanges(ranges))}
      >
        <Icon of={Plus} />
      </button>
    </div>
  )
}

interface TimeProps {
  label: string
  name: string
  time: string
  isWrong?: boolean
  onTime(time: string): void
}

function Time({ label, name, time, isWrong, onTime }: TimeProps) {
  const wrong = useWrong(name)
  return (
    <input
      type="time"
      required
      aria-label={label}
      aria-invalid={isWrong || wrong ? true : undefined}
      value={time === '24:00' ? '00:00' : time}
      onInput={({ currentTarget: { value } }) => onTime(value)}
    />
  )
}

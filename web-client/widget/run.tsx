// Lines one person wrote in a row: one name, one picture, and under the last line (or where the state changes) time and state.

import type { Line } from '../headless/line.ts'
import { Bubble, Reactions } from './bubble.tsx'
import { Icon } from './icon.tsx'
import type { Strings } from './strings/en.ts'
import { initials, type Run } from './view.ts'

export interface RunProps {
  run: Run
  words: Strings
  /** For times and dates. */
  locale: string
  /** Where the desk keeps files. */
  uploads: string
  onRetry(id: string): void
}

const marks = { sending: 'clock', stored: 'tick', read: 'ticks', failed: 'alert' } as const

export function RunOfLines({ run, words, locale, uploads, onRetry }: RunProps) {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })
  return (
    <div class={run.own ? 'run own' : 'run'}>
      {!run.own && (
        <span class="avatar" aria-hidden="true">
          {initials(run.name)}
        </span>
      )}
      <span class={run.own ? 'sr' : 'name'}>{run.own ? words.you : run.name}</span>
      {run.lines.map((line, index) => {
        const next = run.lines[index + 1]
        const shown = !next || next.state !== line.state || line.state === 'failed'
        return (
          <div key={line.id} class="line" data-id={line.id} data-state={line.state}>
            <Bubble line={line} words={words} uploads={uploads} />
            {line.reactions && !line.retracted && <Reactions reactions={line.reactions} words={words} />}
            {(shown || isEdited(line)) && (
              <p class="meta">
                {isEdited(line) && <span>{words.edited}</span>}
                {shown && <time dateTime={new Date(line.at).toISOString()}>{time.format(line.at)}</time>}
                {shown && <Mark line={line} words={words} onRetry={onRetry} />}
              </p>
            )}
          </div>
        )
      })}
    </div>
  )
}

function Mark({ line, words, onRetry }: { line: Line; words: Strings; onRetry(id: string): void }) {
  if (!line.state) return null
  if (line.state !== 'failed') {
    return (
      <span class="mark">
        <Icon name={marks[line.state]} />
        <span class="sr">{words[line.state]}</span>
      </span>
    )
  }
  return (
    <span class="mark">
      <Icon name="alert" />
      <span>{line.reason ? `${words.notSent}: ${line.reason}` : words.notSent}</span>
      <button type="button" class="retry" onClick={() => onRetry(line.id)}>
        {words.retry}
      </button>
    </span>
  )
}

const isEdited = (line: Line): boolean => line.edited !== undefined && !line.retracted

// Lines one person wrote in a row: one name, one picture, and under the last line (or where the state changes) time and state.

import type { Line } from '../headless/line.ts'
import { Avatar } from './avatar.tsx'
import { Bubble, Reactions } from './bubble.tsx'
import { Icon } from './icon.tsx'
import type { Strings } from './strings/en.ts'
import type { Run } from './view.ts'

export interface RunProps {
  run: Run
  words: Strings
  /** For times and dates. */
  locale: string
  /** Where the desk keeps files. */
  uploads: string
  /** Where it keeps agents' pictures. */
  photos: string
  /** Nothing can be sent at the moment. */
  late: boolean
  onRetry(id: string): void
}

const marks = { sending: 'clock', stored: 'tick', delivered: 'ticks', read: 'ticks', failed: 'alert' } as const

export function RunOfLines({ run, words, locale, uploads, photos, late, onRetry }: RunProps) {
  const time = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' })
  return (
    <div class={run.own ? 'run own' : 'run'}>
      {!run.own && <Avatar name={run.name} photo={run.photo} photos={photos} />}
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
                {shown && <Mark line={line} words={words} late={late} onRetry={onRetry} />}
              </p>
            )}
          </div>
        )
      })}
    </div>
  )
}

function Mark({ line, words, late, onRetry }: Pick<RunProps, 'words' | 'late' | 'onRetry'> & { line: Line }) {
  if (!line.state) return null
  if (line.state !== 'failed') {
    return (
      <span class="mark">
        <Icon name={marks[line.state]} />
        <span class={line.state === 'sending' && late ? '' : 'sr'}>
          {words[line.state === 'sending' && late ? 'waiting' : line.state]}
        </span>
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

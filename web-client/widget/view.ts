// How the lines are laid out: days, and runs of lines by the same person. Pure.

import type { Line } from '../headless/line.ts'

export interface Run {
  type: 'run'
  key: string
  own: boolean
  name: string
  /** The newest picture of who wrote them. */
  photo: string | undefined
  lines: Line[]
}
export type Block = Run | { type: 'day'; key: string; at: number } | { type: 'system'; key: string; line: Line }

const pause = 5 * 60_000

export function dayOf(at: number): string {
  return new Date(at).toDateString()
}

/** The lines, in their order, as blocks. */
export function layOut(lines: readonly Line[], agent: string): Block[] {
  const blocks: Block[] = []
  let day = ''
  for (const line of lines) {
    if (dayOf(line.at) !== day) {
      day = dayOf(line.at)
      blocks.push({ type: 'day', key: `day-${day}-${line.id}`, at: line.at })
    }
    const block = blocks.at(-1)
    if (line.kind === 'system') blocks.push({ type: 'system', key: line.id, line })
    else if (block?.type === 'run' && continues(block, line, agent)) {
      block.lines.push(line)
      block.photo = line.photo ?? block.photo
    } else {
      const who = { own: line.kind === 'own', name: line.nick ?? agent, photo: line.photo }
      blocks.push({ type: 'run', key: line.id, ...who, lines: [line] })
    }
  }
  return blocks
}

function continues(run: Run, line: Line, agent: string): boolean {
  const last = run.lines.at(-1)
  const sameName = line.kind === 'own' || run.name === (line.nick ?? agent)
  return run.own === (line.kind === 'own') && sameName && line.at - (last?.at ?? 0) < pause
}

/** What can be said after the last line: how it was, or whether it is solved. */
export type After = 'closed' | 'solved'

const lately = 3_600_000

/** What the visitor is to be asked now, and after which line; undefined once he has answered or gone on. */
export function afterOf(lines: readonly Line[], now: number): { after: After; id: string } | undefined {
  const line = lines.at(-1)
  if (line?.kind !== 'system' || line.answered) return undefined
  if (line.event === 'solved') return { after: 'solved', id: line.id }
  return line.event === 'closed' && now - line.at < lately ? { after: 'closed', id: line.id } : undefined
}

/** When the queue opens again, in the visitor's own time: the day only when it is not today. */
export function openingTime(opens: number, now: number, locale: string): string {
  const [near, today] = [opens - now < 6 * 86_400_000, dayOf(opens) === dayOf(now)]
  const time = { hour: 'numeric', minute: '2-digit' } as const
  const day = near ? ({ weekday: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const)
  return new Intl.DateTimeFormat(locale, today ? time : { ...day, ...time }).format(opens)
}

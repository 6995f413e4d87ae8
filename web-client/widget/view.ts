// How the lines are laid out: days, and runs of lines by the same person. Pure.

import type { Line } from '../headless/line.ts'

export interface Run {
  type: 'run'
  key: string
  own: boolean
  name: string
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
    else if (block?.type === 'run' && continues(block, line, agent)) block.lines.push(line)
    else blocks.push({ type: 'run', key: line.id, own: line.kind === 'own', name: line.nick ?? agent, lines: [line] })
  }
  return blocks
}

function continues(run: Run, line: Line, agent: string): boolean {
  const last = run.lines.at(-1)
  const sameName = line.kind === 'own' || run.name === (line.nick ?? agent)
  return run.own === (line.kind === 'own') && sameName && line.at - (last?.at ?? 0) < pause
}

/** One or two letters for a picture: "Ann Lee" → AL, 王小明 → 小明, "ann" → A. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : '']
  if (/^[\u3400-\u9fff]{2,4}$/.test(first) && !last) return first.slice(-2)
  return ([...first].slice(0, 1).join('') + [...last].slice(0, 1).join('')).toUpperCase()
}

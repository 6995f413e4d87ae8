// A stretch of lines, drawn again only when one of them has changed.

import type { AgentLine } from '../headless/agent/line.ts'
import type { Thread } from '../headless/agent/state.ts'
import { dayName } from '../look/time.ts'
import { useApp } from './app.ts'
import { LineView } from './line.tsx'
import { memo } from './memo.ts'
import type { Aim } from './thread.tsx'

export interface LineBlock {
  readonly key: string
  readonly lines: readonly AgentLine[]
  /** The line before the first, which says whether a new day or speaker begins. */
  readonly previous: AgentLine | undefined
}

const quarter = 900_000

/** In pieces that stay the same when lines come before or behind them: by time, and by place where there is one. */
export function blocksOf(lines: readonly AgentLine[]): LineBlock[] {
  const blocks: { key: string; lines: AgentLine[]; previous: AgentLine | undefined; mark: string }[] = []
  let place = 0
  for (const [index, line] of lines.entries()) {
    place = line.place ?? place
    const mark = `${Math.floor(line.at / quarter)}.${place >> 6}`
    const block = blocks.at(-1)
    if (block?.mark === mark) block.lines.push(line)
    else blocks.push({ key: `${mark}.${line.id}`, mark, lines: [line], previous: lines[index - 1] })
  }
  return blocks
}

interface BlockProps {
  lines: readonly AgentLine[]
  previous: AgentLine | undefined
  thread: Pick<Thread, 'jid' | 'kind' | 'name' | 'listed'>
  first: string
  onAim?: ((aim: Aim) => void) | undefined
}

export const Block = memo(
  function Block({ lines, previous, thread, first, onAim }: BlockProps) {
    const { locale, words } = useApp()
    return (
      <div class="block">
        {lines.map((line, index) => {
          const before = lines[index - 1] ?? previous
          return (
            <div key={line.id} class="entry">
              {isNewDay(before, line) && <p class="day">{dayName(line.at, locale)}</p>}
              {line.id === first && <p class="new">{words.newLines}</p>}
              <LineView line={line} thread={thread} continues={continues(before, line)} onAim={onAim} />
            </div>
          )
        })}
      </div>
    )
  },
  (a, b) =>
    a.previous === b.previous &&
    a.first === b.first &&
    a.thread.name === b.thread.name &&
    a.thread.listed === b.thread.listed &&
    a.lines.length === b.lines.length &&
    a.lines.every((line, index) => line === b.lines[index]),
)

const isNewDay = (before: AgentLine | undefined, line: AgentLine): boolean =>
  before === undefined || new Date(before.at).toDateString() !== new Date(line.at).toDateString()

const pause = 5 * 60_000

function continues(before: AgentLine | undefined, line: AgentLine): boolean {
  return (
    before !== undefined &&
    before.kind === line.kind &&
    before.name === line.name &&
    line.at - before.at < pause &&
    !isNewDay(before, line)
  )
}

// What happened and what colleagues noted, as lines among those that were said.

import type { Row } from '../headless/agent/forms.ts'
import type { AgentLine } from '../headless/agent/line.ts'
import type { Strings } from './strings/en.ts'

/** Of a conversation's history; what the lines themselves tell is left out. */
export function toldLines(rows: readonly Row[] | undefined, words: Strings): AgentLine[] {
  return (rows ?? []).flatMap((row, place) => {
    const { at = '', what = '', name = '', detail = '' } = row
    const time = Date.parse(at)
    if (Number.isNaN(time) || what === 'opened' || what === 'answered') return []
    const isNote = what === 'note'
    return [
      {
        id: `told-${place}-${at}`,
        kind: isNote ? 'note' : 'event',
        at: time,
        name,
        body: isNote ? detail : happened(row, words),
        event: what,
      } as const,
    ]
  })
}

/** Of an issue's history: what people said is theirs, the rest is what happened. */
export function issueLines(rows: readonly Row[] | undefined, words: Strings, me: string): AgentLine[] {
  const said = new Set(['comment', 'asked', 'answered', 'resolved', 'told', 'not solved'])
  return (rows ?? []).map((row, place) => {
    const { at = '', what = '', name = '', detail = '', who } = row
    const isSaid = said.has(what) && detail !== ''
    const kind = isSaid ? (who === me ? 'own' : 'colleague') : 'event'
    const body = isSaid ? detail : happened(what === 'filed' ? { ...row, detail: '' } : row, words)
    return {
      id: `event-${row.id ?? place}`,
      kind,
      at: Date.parse(at) || 0,
      name: kind === 'own' ? '' : name,
      body,
      event: what,
    }
  })
}

function happened({ what = '', name = '', detail = '' }: Row, words: Strings): string {
  const clock = clockOf(detail)
  if (what === 'breached' && clock) return words.breached[clock]
  if (what === 'reminded' && clock) return words.reminded[clock](detail.replace(/: \w+ \d+$/, ''))
  const who = [words.events[what] ?? what, name].filter(Boolean).join(' ')
  return detail === '' ? who : `${who}: ${detail}`
}

/** Which time was over: the desk keeps “accept”, and of a reminder “Hana: accept 1”. */
const clockOf = (detail: string) =>
  /^(?:.*: )?(accept|resolve)(?: \d+)?$/.exec(detail)?.[1] as 'accept' | 'resolve' | undefined

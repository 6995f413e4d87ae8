// Rounds become medians, and medians a table that fits a README.
import type { Figures } from './measure.ts'
import type { Stage } from './stages.ts'

export type Round = Record<Stage['name'], Figures>

const rows: readonly [figure: string, title: string, digits: number][] = [
  ['toAgents.throughput', 'visitors → agents, messages/s', 0],
  ['toVisitors.throughput', 'agents → visitors, messages/s', 0],
  ['toAgents.p50', 'visitors → agents, p50 ms', 1],
  ['toAgents.p95', 'visitors → agents, p95 ms', 1],
  ['toAgents.p99', 'visitors → agents, p99 ms', 1],
  ['toVisitors.p50', 'agents → visitors, p50 ms', 1],
  ['toVisitors.p95', 'agents → visitors, p95 ms', 1],
  ['toVisitors.p99', 'agents → visitors, p99 ms', 1],
  ['stored.p50', 'receipt “stored”, p50 ms', 1],
  ['stored.p95', 'receipt “stored”, p95 ms', 1],
  ['stored.p99', 'receipt “stored”, p99 ms', 1],
  ['toAgents.cpuServer', 'visitors → agents, CPU µs of ejabberd', 0],
  ['toAgents.cpuComponent', 'visitors → agents, CPU µs of component', 0],
  ['toVisitors.cpuServer', 'agents → visitors, CPU µs of ejabberd', 0],
  ['toVisitors.cpuComponent', 'agents → visitors, CPU µs of component', 0],
  ['paced.cpuServer', 'at the quiet rate, CPU µs of ejabberd', 0],
  ['paced.cpuComponent', 'at the quiet rate, CPU µs of component', 0],
]

export interface Row {
  figure: string
  title: string
  ejabberd: number | undefined
  relay: number | undefined
  desk: number | undefined
  /** Medians of the ratios within each round, for neighbours in time saw the same machine. */
  deskToRelay: number | undefined
  deskToEjabberd: number | undefined
}

export function summarize(rounds: readonly Round[]): Row[] {
  return rows.map(([figure, title]) => {
    const of = (name: Stage['name']) => median(rounds.map((round) => round[name][figure]))
    const ratio = (to: Stage['name']) =>
      median(rounds.map(({ desk, [to]: other }) => (desk[figure] ?? Number.NaN) / (other[figure] ?? Number.NaN)))
    const figures = { ejabberd: of('ejabberd'), relay: of('relay'), desk: of('desk') }
    return { figure, title, ...figures, deskToRelay: ratio('relay'), deskToEjabberd: ratio('ejabberd') }
  })
}

export function render(summary: readonly Row[]): string {
  const head = ['', 'ejabberd', 'bare relay', 'desk', 'desk/relay', 'desk/ejabberd']
  const lines = summary.map((row, n) => {
    const digits = rows[n]?.[2] ?? 0
    const cells = [row.ejabberd, row.relay, row.desk].map((value) => show(value, digits))
    return [row.title, ...cells, ...[row.deskToRelay, row.deskToEjabberd].map((value) => show(value, 2))]
  })
  const all = [head, ...lines]
  const widths = head.map((_, column) => Math.max(...all.map((line) => line[column]?.length ?? 0)))
  const pad = (cell: string, n: number) => (n === 0 ? cell.padEnd(widths[n] ?? 0) : cell.padStart(widths[n] ?? 0))
  return all.map((line) => line.map(pad).join('  ')).join('\n')
}

const show = (value: number | undefined, digits: number) =>
  value === undefined
    ? '–'
    : value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })

function median(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value): value is number => value !== undefined && Number.isFinite(value))
  const sorted = known.sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]]
  return low === undefined || high === undefined ? undefined : (low + high) / 2
}

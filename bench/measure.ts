// What is measured on a stage: how much goes through when all windows are full, and how long it takes at a quiet rate.
import { readFileSync } from 'node:fs'
import type { Lane } from './lane.ts'
import { type Stage, until } from './stages.ts'

export interface Load {
  /** Outstanding messages of each sender in each of his conversations. */
  window: number
  /** Messages per second in each direction, for latency. */
  rate: number
  /** Length of each throughput phase; the one for latency is twice as long. */
  seconds: number
  /** No phase sends more than this. */
  most: number
}

/** Figures by name; latencies in milliseconds, throughput in messages per second, CPU time in microseconds per message. */
export type Figures = Record<string, number>

export async function measure(stage: Stage, load: Load): Promise<Figures> {
  const { toAgents, toVisitors } = stage
  const figures = {
    ...named('toAgents', await saturate(stage, toAgents, load)),
    ...named('toVisitors', await saturate(stage, toVisitors, load)),
  }
  const paced = await pace(stage, [toAgents, toVisitors], load)
  const take = (lanes: Lane[], of: 'arrivals' | 'receipts') => quantiles(lanes.flatMap((lane) => lane[of]))
  return {
    ...figures,
    ...named('toAgents', take(toAgents, 'arrivals')),
    ...named('toVisitors', take(toVisitors, 'arrivals')),
    ...named('paced', paced),
    ...named('stored', take([...toAgents, ...toVisitors], 'receipts')),
  }
}

/** Every lane has `window` messages underway; the first fifth of the time warms up and is not counted. */
async function saturate(stage: Stage, lanes: Lane[], { window, seconds, most }: Load): Promise<Figures> {
  let going = true
  const before = total(lanes)
  for (const lane of lanes) {
    lane.next = () => {
      if (going && total(lanes) - before < most) lane.send()
    }
    for (let n = 0; n < window; n++) lane.send()
  }
  await sleep(seconds * 200)
  const from = { count: arrived(lanes), at: performance.now(), ...cpuTimes(stage) }
  const end = from.at + seconds * 800
  while (performance.now() < end && total(lanes) - before < most) await sleep(20)
  const count = arrived(lanes) - from.count
  const throughput = (count * 1000) / (performance.now() - from.at)
  const cpu = cpuSince(stage, from, count)
  going = false
  await settle(lanes)
  return { throughput, ...cpu }
}

/** Both directions at an even rate, whatever comes back: latencies are those of an unhurried day. */
async function pace(stage: Stage, directions: Lane[][], { rate, seconds, most }: Load): Promise<Figures> {
  const lanes = directions.flat()
  for (const lane of lanes) {
    lane.next = () => undefined
    lane.restart()
    lane.timing = true
  }
  const before = cpuTimes(stage)
  const from = performance.now()
  const due = Math.min(rate * seconds * 2, most)
  for (let sent = 0; sent < due; ) {
    const now = Math.min(due, ((performance.now() - from) * rate) / 1000)
    for (; sent < now; sent++) for (const direction of directions) direction[sent % direction.length]?.send()
    await sleep(1)
  }
  await settle(lanes)
  for (const lane of lanes) lane.timing = false
  return cpuSince(stage, before, due * directions.length)
}

async function settle(lanes: readonly Lane[]): Promise<void> {
  await until(() => lanes.every((lane) => lane.underway <= 0), 'the last messages')
}

const total = (lanes: readonly Lane[]) => lanes.reduce((sum, lane) => sum + lane.sent, 0)
const arrived = (lanes: readonly Lane[]) => lanes.reduce((sum, lane) => sum + lane.arrived, 0)
const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds))

function quantiles(values: number[]): Figures {
  if (values.length === 0) return {}
  const sorted = values.toSorted((a, b) => a - b)
  const at = (part: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] as number
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

function named(prefix: string, figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${prefix}.${name}`, value]))
}

function cpuTimes(stage: Stage): { server: number; component: number } {
  return { server: cpuSeconds(stage.server), component: stage.component ? cpuSeconds(stage.component) : 0 }
}

function cpuSince(stage: Stage, before: { server: number; component: number }, count: number): Figures {
  const { server, component } = cpuTimes(stage)
  const each = (now: number, then: number) => ((now - then) * 1e6) / count
  const cpuServer = each(server, before.server)
  return stage.component === undefined ? { cpuServer } : { cpuServer, cpuComponent: each(component, before.component) }
}

/** CPU time a process has used, all threads (Linux; elsewhere not a number). */
function cpuSeconds(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) / 100
}

// Measures the desk against a bare relay and against ejabberd alone, in one run on one machine: `npm run bench`.
// Prints figures and judges none; only a message lost, doubled or out of order makes it fail.
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Load, measure } from './measure.ts'
import { deskStage, directStage, relayStage, type Stage } from './stages.ts'
import { type Round, render, summarize } from './table.ts'

const { values } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    visitors: { type: 'string', default: '20' },
    agents: { type: 'string', default: '3' },
    window: { type: 'string', default: '10' },
    rate: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '1.5' },
    only: { type: 'string', default: 'ejabberd,relay,desk' },
    component: { type: 'string', default: 'dist/component/main.js' },
  },
})

function option(name: 'rounds' | 'visitors' | 'agents' | 'window' | 'rate' | 'seconds', most: number): number {
  const value = Number(values[name])
  if (value > 0 && value <= most && (name === 'seconds' || Number.isInteger(value))) return value
  throw new Error(`--${name} ${values[name]} must be a number from 1 to ${most}`)
}

const crowd = { visitors: option('visitors', 60), agents: option('agents', 3) }
const load: Load = {
  window: option('window', 1000),
  rate: option('rate', 1000),
  seconds: option('seconds', 10),
  most: 50_000,
}
const rounds = option('rounds', 10)
const component = resolve(values.component)
const database = process.env.BELLHOP_DATABASE
const names = (['ejabberd', 'relay', 'desk'] as const).filter((name) => values.only.split(',').includes(name))

/** A slow machine gets fewer rounds, rather than more time. */
const patience = 85_000

const stages: Stage[] = []
const ends: (() => Promise<unknown>)[] = []
const atEnd = (work: () => Promise<unknown>) => void ends.push(work)
const stopAll = async () => {
  for (let end = ends.pop(); end; end = ends.pop()) await end()
}
const open: Record<Stage['name'], () => Promise<Stage>> = {
  ejabberd: () => directStage(crowd, atEnd),
  relay: () => relayStage(crowd, atEnd),
  desk: () => deskStage(crowd, atEnd, component, database === undefined ? {} : { BELLHOP_DATABASE: database }),
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => stopAll().finally(() => process.exit(1)))

const progress = (text: string) => process.stderr.write(`${text}\n`)

async function run(): Promise<Round[]> {
  progress(`${crowd.visitors} visitors and ${crowd.agents} agents come to ${names.join(', ')} …`)
  for (const name of names) stages.push(await open[name]())
  for (const stage of stages) await measure(stage, { ...load, seconds: 0.5 })
  const done: Round[] = []
  while (done.length < rounds) {
    const began = performance.now()
    const figures: Round = { ejabberd: {}, relay: {}, desk: {} }
    for (const stage of stages) {
      figures[stage.name] = await measure(stage, load)
      progress(`round ${done.length + 1}, ${stage.name}: ${inShort(figures[stage.name])}`)
    }
    done.push(figures)
    const now = performance.now()
    if (done.length < rounds && now + (now - began) > patience) {
      progress('this machine is busy: no more rounds')
      break
    }
  }
  return done
}

function inShort(figures: Record<string, number>): string {
  const of = (figure: string, digits: number) => figures[figure]?.toFixed(digits)
  const through = `${of('toAgents.throughput', 0)} and ${of('toVisitors.throughput', 0)} messages/s`
  return `${through}, p50 ${of('toAgents.p50', 1)} and ${of('toVisitors.p50', 1)} ms`
}

function report(done: Round[]): void {
  const lanes = stages.flatMap(({ name, toAgents, toVisitors }) =>
    [...toAgents, ...toVisitors].map((lane) => ({ name, lane })),
  )
  const wrong = lanes.flatMap(({ name, lane }) => lane.wrong.map((what) => `${name}: ${what}`))
  const arrived = lanes.reduce((sum, { lane }) => sum + lane.arrived, 0)
  const machine = { cores: availableParallelism(), node: process.version, ejabberd: stages[0]?.version }
  const store = /^postgres/.test(database ?? '') ? 'PostgreSQL' : 'SQLite'
  const summary = summarize(done)
  if (values.json) {
    const setting = { ...machine, database: store, ...crowd, ...load }
    console.log(JSON.stringify({ setting, arrived, wrong, summary, rounds: done }, undefined, 2))
  } else {
    console.log(
      [
        `\n${machine.cores} cores, shared with the load · Node ${machine.node} · ejabberd ${machine.ejabberd} · ${store}`,
        `${crowd.visitors} visitors, ${crowd.agents} agents, ${load.window} messages underway in each conversation;`,
        `latencies at ${load.rate} messages/s each way; medians of ${done.length} rounds\n`,
        render(summary),
        `\n${arrived} messages, each once and in order: ${wrong.length === 0 ? 'yes' : 'NO'}`,
      ].join('\n'),
    )
    for (const line of wrong.slice(0, 10)) console.error(line)
  }
  if (wrong.length > 0) process.exitCode = 1
}

if (!existsSync(component)) throw new Error(`${values.component} is not there: run npx tsc -p tsconfig.json first`)
try {
  report(await run())
} catch (error) {
  console.error(error)
  process.exitCode = 1
} finally {
  await stopAll()
}
// Whatever a library still waits for, this is done.
process.exit()

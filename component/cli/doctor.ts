// `bellhop doctor`: looks at everything a desk stands on, all at once, and says how to mend what is wrong. Each check is data;
// they are in doctor-*.ts.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Endpoints } from '../../ejabberd/supervise.ts'
import { type Config, ConfigError, readConfig } from '../config.ts'
import { deskChecks } from './doctor-desk.ts'
import { ejabberdChecks } from './doctor-ejabberd.ts'
import { machineChecks } from './doctor-machine.ts'
import { type Asked, type Exit, exits } from './verb.ts'

export interface Finding {
  /** `unknown`: it could not be looked at, which is no fault of it. */
  state: 'ok' | 'warning' | 'wrong' | 'unknown'
  text: string
  /** What to do about it. */
  mend?: string
}

export interface Check {
  name: string
  run(desk: Patient): Promise<Finding>
}

/** What is looked at. */
export interface Patient {
  config: Config
  env: NodeJS.ProcessEnv
}

export interface Diagnosis extends Finding {
  name: string
}

export const allChecks: readonly Check[] = [...machineChecks, ...deskChecks, ...ejabberdChecks]

const patience = 10_000

/** Never rejects: a check that fails in an unforeseen way, or takes longer than ten seconds, says so. */
export async function examine(
  env: NodeJS.ProcessEnv,
  done: (diagnosis: Diagnosis) => void,
  checks: readonly Check[] = allChecks,
): Promise<Diagnosis[]> {
  let config: Config
  try {
    config = readConfig(asStarted(env))
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [{ name: 'settings', state: 'wrong', text: error.message, mend: 'npm start -- --help lists the settings' }]
  }
  return Promise.all(
    checks.map(async ({ name, run }) => {
      const diagnosis = { name, ...(await inTime(run({ config, env }))) }
      done(diagnosis)
      return diagnosis
    }),
  )
}

/** Where nobody has set whether there is a demo, the desk that runs knows: npm start has one then, and bellhop serve has none. */
function asStarted(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const file = join(readConfig(env).data, 'endpoints.json')
  if (env.BELLHOP_DEMO?.trim() || !existsSync(file)) return env
  const { demo } = JSON.parse(readFileSync(file, 'utf8')) as Partial<Endpoints>
  return { ...env, BELLHOP_DEMO: demo ? '1' : '0' }
}

async function inTime(running: Promise<Finding>): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Finding>((resolve) => {
    const text = `took longer than ${patience / 1000} seconds`
    timer = setTimeout(
      () => resolve({ state: 'wrong', text, mend: 'look whether the machine is overloaded' }),
      patience,
    )
  })
  const failed = (error: Error): Finding => ({ state: 'wrong', text: error.message })
  return Promise.race([running.catch(failed), late]).finally(() => clearTimeout(timer))
}

const marks = { ok: '✔', warning: '!', wrong: '✘', unknown: '·' } as const

/** What `bellhop doctor` does. */
export async function doctorAsked({ env, output }: Asked): Promise<Exit> {
  const all = await examine(env, ({ name, state }) => output.progress(`${marks[state]} ${name}`))
  await output.show({ checks: all }, written(all))
  return all.some(({ state }) => state === 'wrong') ? exits.refused : exits.done
}

function written(all: readonly Diagnosis[]): string {
  const width = Math.max(...all.map(({ name }) => name.length))
  const lines = all.flatMap(({ name, state, text, mend }) => [
    `${marks[state]} ${name.padEnd(width)}  ${text}`,
    ...(mend ? [`  ${' '.repeat(width)}  → ${mend}`] : []),
  ])
  const count = (wanted: Finding['state']) => all.filter(({ state }) => state === wanted).length
  return [...lines, '', `${count('wrong')} wrong, ${count('warning')} to look at, ${count('ok')} good`].join('\n')
}

// A data folder with free ports, and processes started on it whose output and end a test can wait for.
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Endpoints } from '../../ejabberd/supervise.ts'
import { freePorts } from '../harness/ports.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Instance {
  data: string
  env: Record<string, string>
  endpoints(): Endpoints | undefined
  remove(): void
}

export async function instance(prefix = 'bellhop-start-'): Promise<Instance> {
  const data = mkdtempSync(join(tmpdir(), prefix))
  const names = ['HTTP', 'C2S', 'WS', 'COMPONENT', 'API']
  const ports = await freePorts(names.length)
  const file = join(data, 'endpoints.json')
  return {
    data,
    env: { BELLHOP_DATA: data, ...Object.fromEntries(names.map((name, i) => [`BELLHOP_${name}_PORT`, `${ports[i]}`])) },
    endpoints: () => (existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Endpoints) : undefined),
    remove: () => rmSync(data, { recursive: true, force: true, maxRetries: 5 }),
  }
}

export interface Started {
  child: ChildProcess
  output: { text: string }
  code: Promise<number | string | null>
}

/** Runs a script of the repository with node, with tsx for TypeScript, and the settings given and no others. */
export function start(script: string, env: Record<string, string>, args: string[] = []): Started {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('BELLHOP_'))
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : []
  const child = spawn(process.execPath, [...loader, join(root, script), ...args], {
    cwd: root,
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = { text: '' }
  const hear = (chunk: Buffer) => {
    output.text += chunk
  }
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  const code = new Promise<number | string | null>((resolve) =>
    child.on('close', (exit, signal) => resolve(signal ?? exit)),
  )
  return { child, output, code }
}

export function isAlive(pid: number | null | undefined): boolean {
  try {
    return Boolean(pid) && !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')
  } catch {
    return false // no such process
  }
}

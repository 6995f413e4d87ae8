// Runs the built command line as a person or a script would, and gives what it printed and how it ended.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ApiDesk } from '../http/api/desk.ts'

export const root = fileURLToPath(new URL('../..', import.meta.url))

export interface Ended {
  code: number | string | null
  out: string
  err: string
}

export interface Running extends Promise<Ended> {
  child: ChildProcess
  /** What it has printed so far. */
  printed: { out: string; err: string }
}

/** Nothing of our own environment but what programs need, and what is given. */
export function bellhop(words: readonly string[], env: Record<string, string>, stdin = ''): Running {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(BELLHOP|NODE_OPTIONS|npm)_?/i.test(name))
  const child = spawn(process.execPath, [join(root, 'bellhop.mjs'), ...words], {
    ...{ cwd: root, env: { ...Object.fromEntries(inherited), ...env }, stdio: ['pipe', 'pipe', 'pipe'] },
  })
  const printed = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.out += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.err += text
  })
  child.stdin.on('error', () => undefined).end(stdin)
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code, signal) => resolve({ code: signal ?? code, ...printed }))
  })
  return Object.assign(ended, { child, printed })
}

/** The settings by which it finds a desk of ours, with its first token or another. */
export const envOf = ({ http, adminToken }: ApiDesk, token = adminToken): Record<string, string> => ({
  ...{ BELLHOP_URL: http, BELLHOP_TOKEN: token },
})

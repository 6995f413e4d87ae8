// Runs Bellhop in a terminal or under a service manager: everything up, where to find it, and down again when asked.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../component/config.ts'
import { type Endpoints, type FirstLink, type Supervised, supervise } from './supervise.ts'

export interface RunOptions {
  /** The settings from which `config` was read, for the desk. */
  env: NodeJS.ProcessEnv
  say: (line: string) => void
  /** Only where a person reads it is said by what one signs in: no log is to hold that. */
  isRead: boolean
}

/**
 * Resolves with the exit code once everything has stopped: 0 when it was asked to by Ctrl-C, SIGTERM or SIGHUP, or by the end of
 * npm; 2 when the desk refused its configuration. Whoever asks twice ends the process at once.
 */
export async function runBellhop(config: Config, { env, say, isRead }: RunOptions): Promise<number> {
  // All that is written from here on is the owner's alone: database, secrets, archives, logs.
  process.umask(0o077)
  const leaving = new AbortController()
  const { signal } = leaving
  const askedToLeave = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()))
  const leave = () => {
    if (signal.aborted) process.exit(130) // asked twice: ejabberd and the desk notice that we are gone, and stop
    leaving.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, leave)
  whenNpmDies(leave)

  let first: string | undefined
  let isUp = false
  const firstAdmin = ({ link }: FirstLink) => {
    first = link
    // The desk was started again, and only its newest link counts.
    if (isUp && isRead) say(`the first admin’s link is now ${link}`)
  }
  const supervised = await supervise(config, { env, log: say, firstAdmin, signal }).catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
  if (!supervised) {
    say('stopped')
    return 0
  }
  if (!signal.aborted) {
    process.stdout.write(`\n${report(supervised.endpoints(), config, isRead, first)}\n\n`)
    isUp = true
    say('up; Ctrl-C stops everything')
  }
  const why = await Promise.race([askedToLeave, supervised.ended])
  if (why !== undefined) process.stderr.write(`\n${why}\n`)
  await stop(supervised, say)
  return why === undefined ? 0 : 2
}

async function stop(supervised: Supervised, say: (line: string) => void): Promise<void> {
  say('stopping')
  await supervised.stop()
  say('stopped')
}

/** npm passes SIGTERM on to its shell only, which would leave us behind; so we leave when npm, or its shell, has gone. */
function whenNpmDies(leave: () => void): void {
  if (!process.env.npm_lifecycle_event) return
  const first = ancestors()
  const watch = setInterval(() => {
    if (ancestors() === first) return
    clearInterval(watch)
    leave()
  }, 500)
}

/** Our parent, and where that is npm's shell, npm. */
function ancestors(): string {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    const [, grandparent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return / \((sh|dash|bash)\) /.test(stat) ? `${process.ppid} ${grandparent}` : `${process.ppid}`
  } catch {
    return `${process.ppid}` // no /proc here
  }
}

/** Where everything is, for the person at the keyboard. */
function report({ http, c2s, domains, demo }: Endpoints, config: Config, isRead: boolean, first?: string): string {
  const link = isRead ? `${first}   (good for once, and for a day)` : 'there is none yet: bellhop admin invite'
  const rows = [
    [config.demo ? 'Demo page' : 'Web', `${http}/`],
    ['Console', `${http}/console/`],
    ['Admin page', `${http}/admin/`],
    ...(first === undefined ? [] : [['First admin', link]]),
    ['XMPP for agents', `${c2s.host}, port ${c2s.port}; accounts are NAME@${domains.agents}`],
    ['Admin token', `adminToken in ${join(config.data, 'secrets.json')}`],
    ['Data', config.data],
    ...(demo?.agents ?? []).map(({ jid, password, name, roles }) => [
      `${name} (${roles.join(', ')})`,
      isRead ? `${jid}   password ${password}` : jid,
    ]),
  ] as [string, string][]
  const width = Math.max(...rows.map(([label]) => label.length))
  return rows.map(([label, text]) => `  ${label.padEnd(width)}   ${text}`).join('\n')
}

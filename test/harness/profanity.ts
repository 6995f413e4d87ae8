// Profanity, a terminal client that agents use, run for real: in a tmux of its own, with its own home, never this user's.
import { type ExecFileOptions, execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'

const run = promisify(execFile)

export interface Profanity {
  /** What is on its screen, 120 columns by 40 rows unless it was started with others. */
  screen(): Promise<string>
  /** Types a line and Enter. */
  type(line: string): Promise<void>
  /** Types without Enter. */
  keys(text: string): Promise<void>
  /** Presses keys by tmux's names, such as Escape or PageUp. */
  press(...names: string[]): Promise<void>
  /** Resolves with the screen on which the pattern is seen; refuses with the last screen. */
  waitFor(pattern: RegExp, timeout?: number): Promise<string>
  /** Writes the screen to the artifacts as text. */
  keep(name: string): Promise<void>
  /** Ends client and tmux, and removes their folder. */
  stop(): Promise<void>
}

export interface Account {
  jid: string
  password: string
  /** The TCP port of IM server 2 on 127.0.0.1. */
  port: number
}

export const artifacts = process.env.BELLHOP_ARTIFACTS ?? 'artifacts'

// Every line with its time, no splash, no questions, typing shown and told; presence lines only of who comes and goes.
const settings = `
[ui]
splash=false
intype=true
enc.warn=false
[chatstates]
enabled=true
outtype=true
gone=0
[logging]
maxsize=10485760
[connection]
autoping=0
`

/** Starts it without an account: \`login\` signs in. */
export async function startProfanity({ columns = 120, rows = 40 } = {}): Promise<Profanity> {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-profanity-'))
  for (const name of ['config/profanity', 'data', 'cache', 'home']) mkdirSync(join(folder, name), { recursive: true })
  writeFileSync(join(folder, 'config/profanity/profrc'), settings)
  const env = {
    PATH: process.env.PATH,
    HOME: join(folder, 'home'),
    XDG_CONFIG_HOME: join(folder, 'config'),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    LANG: 'C.UTF-8',
    TERM: 'xterm-256color',
  }
  const options: ExecFileOptions & { encoding: 'utf8' } = { env, cwd: folder, encoding: 'utf8' }
  const tmux = async (...args: string[]) => {
    const command = ['-S', join(folder, 'tmux'), '-u', '-f', '/dev/null', ...args]
    return (await run('tmux', command, options)).stdout
  }
  // remain-on-exit: should it crash, its last screen is what the failed test shows.
  const open = ['new-session', '-d', '-s', 'p', '-x', `${columns}`, '-y', `${rows}`, 'profanity']
  await tmux('start-server', ';', 'set-option', '-g', 'remain-on-exit', 'on', ';', ...open)

  // Should this process end without `stop`, tmux, which is nobody's child, must not outlive it.
  const alive = `while kill -0 ${process.pid} 2>/dev/null; do sleep 1; done; tmux -S '${folder}/tmux' kill-server`
  await tmux('run-shell', '-b', `${alive}; rm -rf '${folder}'`)

  const screen = async () => (await tmux('capture-pane', '-p', '-t', 'p')).replace(/\s+$/, '')
  const keys = async (text: string) => {
    // A semicolon at the very end of an argument would end tmux's own command.
    await tmux('send-keys', '-t', 'p', '-l', '--', text.replace(/;$/, '\\;'))
  }
  const press = async (...names: string[]) => {
    await tmux('send-keys', '-t', 'p', ...names)
  }
  const waitFor: Profanity['waitFor'] = async (pattern, timeout = 15_000) => {
    const deadline = Date.now() + timeout
    for (;;) {
      const now = await screen()
      if (pattern.test(now)) return now
      if (Date.now() > deadline) throw new Error(`Profanity never showed ${pattern}; its last screen:\n${now}`)
      await sleep(50)
    }
  }
  return {
    screen,
    keys,
    press,
    waitFor,
    async type(line) {
      await keys(line)
      await press('Enter')
    },
    async keep(name) {
      mkdirSync(artifacts, { recursive: true })
      writeFileSync(join(artifacts, `profanity-${name}.txt`), `${await screen()}\n`)
    },
    async stop() {
      await tmux('kill-server').catch((error: Error) => {
        if (!/no server running|error connecting|server exited/.test(error.message)) throw error
      })
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Signs in; the desk's certificate is self-signed, and is trusted for this login. */
export async function login(profanity: Profanity, { jid, password, port }: Account): Promise<void> {
  await profanity.waitFor(/\[offline\]/)
  await profanity.type(`/connect ${jid} server 127.0.0.1 port ${port} tls trust`)
  await profanity.waitFor(/Enter password:/)
  await profanity.type(password)
  await profanity.waitFor(/logged in\s+successfully/)
}

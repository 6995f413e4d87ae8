// A child process that is kept alive: restarted after a crash, later and later while it keeps crashing.
import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** What runs now. `gone` resolves with the reason when it ends, asked or not. */
export interface Running {
  pid: number
  gone: Promise<string>
  stop(): Promise<void>
}

export interface Kept {
  /** Resolves when it has come up for the first time; refuses when it did not. */
  up: Promise<void>
  pid(): number | undefined
  /** Stops it for good. */
  stop(): Promise<void>
}

const firstPause = 500
const longestPause = 30_000
/** What has run that long is no longer counted as crashing at the start. */
const steady = 60_000

/**
 * Starts `start` again whenever it ends; `onUp` is called after each start. A failure of the very first start is final. The signal
 * that `start` is given says that it is wanted no more: it may then fail instead of coming up.
 */
export function keep(
  name: string,
  start: (signal: AbortSignal) => Promise<Running>,
  onUp: () => void,
  log: (line: string) => void,
): Kept {
  let current: Running | undefined
  let wanted = true
  const leaving = new AbortController()

  const first = start(leaving.signal)
  const loop = (async () => {
    let next = first
    let pause = firstPause
    for (;;) {
      const began = Date.now()
      let why: string
      try {
        current = await next
        if (wanted) onUp()
        why = await current.gone
      } catch (error) {
        if (next === first) return
        why = error instanceof Error ? error.message : String(error)
      }
      current = undefined
      if (!wanted) return
      if (Date.now() - began > steady) pause = firstPause
      log(`${name} has ended (${why}), it is started again in ${pause / 1000} s`)
      await sleep(pause, undefined, { signal: leaving.signal }).catch(() => undefined)
      pause = Math.min(pause * 2, longestPause)
      if (!wanted) return
      next = start(leaving.signal)
    }
  })()

  return {
    up: first.then(() => undefined),
    pid: () => current?.pid,
    async stop() {
      wanted = false
      leaving.abort()
      // One that comes up all the same is waited for, then stopped; it would be left behind otherwise.
      while (current === undefined && !(await Promise.race([loop.then(() => true), sleep(20, false)])));
      await current?.stop()
      await loop
    },
  }
}

export interface NodeChildOptions {
  env: NodeJS.ProcessEnv
  /** Every message the child sends over IPC. */
  onMessage: (message: unknown) => void
}

/** A Node process with an IPC channel, in a group of its own (Ctrl-C is ours to pass on). SIGTERM, and SIGKILL ten seconds later. */
export function startNode(script: string, { env, onMessage }: NodeChildOptions): Running {
  const child = spawn(process.execPath, ['--enable-source-maps', script], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
    env,
  })
  child.on('message', onMessage)
  const gone = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`))
  })
  const stop = async () => {
    child.kill('SIGTERM')
    const stopped = await Promise.race([gone.then(() => true), sleep(10_000, false, { ref: false })])
    if (!stopped) child.kill('SIGKILL')
    await gone
  }
  return { pid: child.pid ?? 0, gone, stop }
}

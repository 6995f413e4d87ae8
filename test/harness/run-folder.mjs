// What one `npm test` leaves nowhere: a temporary folder for everything its tests make, and the processes they start.
// Uses Node's own modules only.
import { execFile } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../ejabberd/prepare.mjs'

/** Opens it; `close` ends every process that was handed to `watch`, with its group, and removes the folder. */
export function openRunFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-run-'))
  // A PostgreSQL in it runs as somebody else, who must get through (and see nothing on his way).
  chmodSync(folder, 0o711)
  const artifacts = resolve(process.env.BELLHOP_ARTIFACTS ?? join(root, 'artifacts'))
  // The newer ejabberd that one test unpacks is kept from run to run.
  const kept = 'bellhop-ejabberd-24.12'
  mkdirSync(join(tmpdir(), kept), { recursive: true })
  symlinkSync(join(tmpdir(), kept), join(folder, kept))
  // Settings of the person who runs the tests are not for the desks of the tests.
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('BELLHOP_'))
  const env = { ...Object.fromEntries(own), TMPDIR: folder, BELLHOP_ARTIFACTS: artifacts, NODE_NO_WARNINGS: '1' }
  const children = new Set()

  /** Ends it and all of its group; what they started in turn ends when its standard input or channel closes. */
  async function end(child) {
    if (!children.has(child)) return
    const gone = new Promise((done) => child.once('exit', done))
    signal(child, 'SIGTERM')
    const hard = setTimeout(() => signal(child, 'SIGKILL'), 5000)
    await gone
    clearTimeout(hard)
  }

  return {
    path: folder,
    artifacts,
    env,
    end,
    watch(child) {
      children.add(child)
      child.once('exit', () => children.delete(child))
    },
    async close() {
      await Promise.all([...children].map(end))
      for (const name of readdirSync(folder).filter((each) => each.startsWith('bellhop-profanity-'))) {
        const socket = join(folder, name, 'tmux')
        if (existsSync(socket)) await promisify(execFile)('tmux', ['-S', socket, 'kill-server']).catch(() => undefined)
      }
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 250 })
    },
  }
}

function signal(child, name) {
  try {
    process.kill(-child.pid, name)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

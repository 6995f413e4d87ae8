// One Bellhop per data folder: <data>/supervisor.pid says who it is. A lock of a process that has died does not count.
import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Takes the data folder; answers the function that gives it back, or the process id of whoever has it. */
export function lockData(data: string): { release: () => void } | { heldBy: number } {
  const file = join(data, 'supervisor.pid')
  const draft = `${file}.${process.pid}`
  const mine = `${process.pid} ${birth(process.pid)}\n`
  writeFileSync(draft, mine, { mode: 0o600 })
  try {
    for (;;) {
      try {
        linkSync(draft, file)
        break
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
      }
      const held = holder(file)
      if (held !== undefined) return { heldBy: held }
      rmSync(file, { force: true })
    }
  } finally {
    rmSync(draft, { force: true })
  }
  return {
    release() {
      if (read(file) === mine) rmSync(file, { force: true })
    },
  }
}

/** Process id of the Bellhop that runs on a data folder. */
export const holderOf = (data: string): number | undefined => holder(join(data, 'supervisor.pid'))

function holder(file: string): number | undefined {
  const [pid = '', born] = (read(file) ?? '').trim().split(' ')
  return pid && birth(Number(pid)) === born ? Number(pid) : undefined
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** When a live process began, in clock ticks since boot, so that a number used again is not taken for its predecessor. */
function birth(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return fields[0] === 'Z' ? undefined : fields[19]
  } catch {
    return undefined // no such process
  }
}

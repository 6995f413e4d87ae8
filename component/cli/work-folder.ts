// What is made on the way is named by the process that makes it, so that the next one can clear away what a kill has left.
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { CliError } from './verb.ts'

/** The path of this process in a folder; those of processes that have died are removed. */
export async function ownPath(parent: string, prefix: string): Promise<string> {
  for (const name of await readdir(parent)) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : ''
    if (/^\d+$/.test(pid) && !isAlive(Number(pid))) await rm(join(parent, name), { recursive: true, force: true })
  }
  return join(parent, `${prefix}${process.pid}`)
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** A folder of that name, for its owner only. */
export async function workFolder(parent: string, prefix: string): Promise<string> {
  const folder = await ownPath(parent, prefix).catch((error: Error) => {
    throw new CliError('refused', `${parent} cannot be read: ${error.message}`)
  })
  await mkdir(folder, { mode: 0o700 }).catch((error: Error) => {
    throw new CliError('refused', `nothing can be written in ${parent}: ${error.message}`)
  })
  return folder
}

/** What the disk or another program refused, and that nothing came of it; a refusal of ours says that itself. */
export function failed(error: unknown, what: string, folder: string): unknown {
  if (!(error instanceof Error) || error.name === 'CliError' || error.name === 'ConfigError') return error
  const full = /ENOSPC|SQLITE_FULL|No space left/.test(error.message)
  const why = full ? `there is no room left on the disk of ${folder}` : error.message
  return new CliError('refused', `nothing was ${what}: ${why}`)
}

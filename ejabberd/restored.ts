// Accounts and rosters out of a backup: they wait in a file until ejabberd is there to read them, at its first start.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { ejabberdFolder } from './configure.ts'
import { type Ejabberd, withoutDotErlang } from './find.ts'

const run = promisify(execFile)

/** Where `bellhop restore` puts what `backup` of ejabberd's API has written. */
export const restoredFile = (data: string): string => join(ejabberdFolder(data), 'restored.backup')

// Paths are relative, to the spool: an Erlang string would need care, and letters of other scripts more of it.
const install = `
  case mnesia:install_fallback("../restored.backup") of
    ok -> halt(0);
    Other -> io:format("~0p", [Other]), halt(1)
  end.`

/** Hands it to Mnesia, which puts it in the place of all its tables when it is started next. Nothing, where nothing waits. */
export async function installRestored(data: string, ejabberd: Ejabberd, log?: (line: string) => void): Promise<void> {
  const file = restoredFile(data)
  if (!existsSync(file)) return
  const cwd = join(ejabberdFolder(data), 'spool')
  mkdirSync(cwd, { recursive: true, mode: 0o700 })
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LANG: 'C.UTF-8', HOME: cwd, ERL_CRASH_DUMP_BYTES: '0' }
  try {
    const args = ['-boot', withoutDotErlang, '-noshell', '-noinput', '-mnesia', 'dir', '"."', '-eval', install]
    await run(ejabberd.erl, args, { cwd, env })
  } catch (error) {
    const { stdout, message } = error as Error & { stdout?: string }
    throw new Error(`ejabberd’s accounts could not be restored from ${file}: ${stdout || message}`)
  }
  // Mnesia has it, on disk. A crash before this line only does the same again.
  rmSync(file)
  log?.('accounts and rosters of the backup are in place')
}

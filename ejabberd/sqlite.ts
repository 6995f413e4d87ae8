// Asks Erlang whether ejabberd's SQLite driver works. Without it ejabberd would start all the same, and then fail at each
// message, so we find out before.
import { execFile } from 'node:child_process'
import { tmpdir } from 'node:os'
import { type Ejabberd, withoutDotErlang } from './find.ts'

// In memory, so that the driver's binary half is loaded too and no file is made.
const probe = `
  case catch sqlite3:open(probe, [in_memory]) of
    {ok, _} -> sqlite3:close(probe), halt(0);
    _ -> halt(1)
  end.`

/** True when a database can be opened; takes a fraction of a second. */
export function hasSqlite({ erl, libs, paths }: Ejabberd): Promise<boolean> {
  const args = [
    '-boot',
    withoutDotErlang,
    '-noshell',
    '-noinput',
    ...paths.flatMap((path) => ['-pa', path]),
    '-eval',
    probe,
  ]
  const env = { PATH: process.env.PATH ?? '/usr/bin:/bin', LANG: 'C.UTF-8', HOME: tmpdir(), ERL_LIBS: libs }
  return new Promise((resolve) => {
    execFile(erl, args, { env: { ...env, ERL_CRASH_DUMP_BYTES: '0' }, timeout: 20_000 }, (error) => resolve(!error))
  })
}

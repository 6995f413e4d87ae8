// Finds the ejabberd of this machine: its version, and how to run it.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'

export interface Ejabberd {
  version: string
  erl: string
  erlc: string
  /** Value of ERL_LIBS: the folders that hold ejabberd-VERSION, and its libraries where they are not Erlang's own. */
  libs: string
  /** Folders of compiled modules that go before all others: for one that was unpacked beside an installed one. */
  paths: string[]
}

/** For -boot: else Erlang runs whatever is in a file .erlang of its home, which somebody else may have put there. */
export const withoutDotErlang = 'no_dot_erlang'

/** The newest ejabberd below one of the folders, with the erl and erlc of PATH; undefined when any of them is missing. */
export function findEjabberd(folders: readonly string[] = systemFolders()): Ejabberd | undefined {
  const found = folders
    .flatMap((folder) => list(folder).map((name) => ({ folder, version: versionIn(join(folder, name)) })))
    .filter((each): each is { folder: string; version: string } => each.version !== undefined)
    .sort((a, b) => compareVersions(b.version, a.version))[0]
  const erl = command('erl')
  const erlc = command('erlc')
  if (!found || !erl || !erlc) return undefined
  return { version: found.version, erl, erlc, libs: found.folder, paths: [] }
}

/** 23.01 < 24.12, part by part; what follows a minus sign (the packager's number) does not count. */
export function compareVersions(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => (version.split('-')[0] ?? '').split('.').map(Number)) as [number[], number[]]
  for (let i = 0; i < Math.max(x.length, y.length); i++) {
    const difference = (x[i] ?? 0) - (y[i] ?? 0)
    if (difference) return difference
  }
  return 0
}

/** Debian keeps it in /usr/lib/<machine>, others in /usr/lib, /usr/local/lib or /opt. */
function systemFolders(): string[] {
  const lib = '/usr/lib'
  const machines = list(lib).filter((name) => name.includes('-linux-'))
  return [...machines.map((name) => join(lib, name)), lib, '/usr/local/lib', '/usr/lib/erlang/lib', ...optFolders()]
}

/** ProcessOne's own packages: /opt/ejabberd-23.10/lib/ejabberd-23.10.0. */
function optFolders(): string[] {
  return list('/opt')
    .filter((name) => name.startsWith('ejabberd-'))
    .map((name) => join('/opt', name, 'lib'))
}

function list(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}

function versionIn(folder: string): string | undefined {
  const app = join(folder, 'ebin', 'ejabberd.app')
  if (!existsSync(app)) return undefined
  return /\{vsn,\s*"([^"]+)"/.exec(readFileSync(app, 'utf8'))?.[1]
}

function command(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
  return folders.map((folder) => join(folder || dirname(process.execPath), name)).find((path) => existsSync(path))
}

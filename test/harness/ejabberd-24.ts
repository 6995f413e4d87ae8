// A newer ejabberd beside the installed one: the packages of Debian's backports, unpacked below the temporary folder and
// never installed. They are kept there for the next run. Runs on the installed Erlang, for which they are made.
import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Ejabberd, findEjabberd } from '../../ejabberd/find.ts'

const run = promisify(execFile)

/** The newer ejabberd, or the reason why it can't be had here. */
export async function newerEjabberd(): Promise<Ejabberd | string> {
  const installed = findEjabberd()
  if (!installed) return 'no ejabberd is installed, so its Erlang is missing too'
  if (!existsSync('/usr/bin/apt-get')) return 'no apt-get here'
  const folder = join(tmpdir(), 'bellhop-ejabberd-24.12')
  try {
    if (!existsSync(join(folder, 'complete'))) await unpack(folder)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    return `the packages of the backports can't be had: ${(error as Error).message.split('\n').slice(0, 2).join(' ')}`
  }
  const machine = readdirSync(join(folder, 'root/usr/lib')).find((name) => name.includes('-linux-'))
  const newer = findEjabberd([join(folder, 'root/usr/lib', machine ?? '')])
  if (!newer) return 'the packages hold no ejabberd'
  const apps = join(folder, 'root/usr/lib/erlang/lib')
  const paths = readdirSync(apps).map((name) => join(apps, name, 'ebin'))
  return { ...newer, paths }
}

async function unpack(folder: string): Promise<void> {
  const release = readFileSync('/etc/os-release', 'utf8')
  const codename = /^VERSION_CODENAME=(\w+)/m.exec(release)?.[1] ?? ''
  if (codename !== 'bookworm') throw new Error(`this is Debian “${codename}”, and the packages are for bookworm`)
  const lists = join(folder, 'lists')
  const debs = join(folder, 'debs')
  const root = join(folder, 'root')
  for (const each of [join(lists, 'partial'), join(debs, 'archives/partial'), root])
    mkdirSync(each, { recursive: true })

  // The mirror is the one this machine uses for bookworm itself; nothing of its own apt settings is changed.
  const format = ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages', `Codename: ${codename}`]
  const mirror = (await run('apt-get', format)).stdout.split('\n')[0]?.trim()
  if (!mirror) throw new Error('this machine has no package source for bookworm; run apt-get update')
  const key = '/usr/share/keyrings/debian-archive-keyring.gpg'
  const suites = [`${codename}-backports`, codename].map((suite) => `deb [signed-by=${key}] ${mirror} ${suite} main\n`)
  writeFileSync(join(folder, 'sources.list'), suites.join(''))
  const settings = {
    'Dir::Etc::sourcelist': join(folder, 'sources.list'),
    'Dir::Etc::sourceparts': '/dev/null',
    'Dir::State::lists': lists,
    'Dir::Cache': debs,
    'APT::Sandbox::User': '',
  }
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`])
  const apt = (...args: string[]) => run('apt-get', [...options, ...args], { cwd: debs, maxBuffer: 1 << 26 })

  await apt('update')
  const plan = await apt('-s', 'install', '--no-install-recommends', '-t', `${codename}-backports`, 'ejabberd')
  const wanted = [...plan.stdout.matchAll(/^Inst (\S+) .*\(([^ ]+) /gm)].filter(([, name]) =>
    /^(ejabberd|erlang-)/.test(name ?? ''),
  )
  if (!wanted.some(([, name]) => name === 'ejabberd')) throw new Error('the backports offer no newer ejabberd')
  await apt('download', ...wanted.map(([, name, version]) => `${name}=${version}`))
  for (const deb of readdirSync(debs).filter((name) => name.endsWith('.deb'))) {
    await run('dpkg-deb', ['-x', join(debs, deb), root])
  }
  rmSync(lists, { recursive: true })
  rmSync(debs, { recursive: true })
  writeFileSync(join(folder, 'complete'), '')
}

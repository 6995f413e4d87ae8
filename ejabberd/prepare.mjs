// What `npm start` does before it can start anything: node packages, ejabberd, the build. Each only when needed.
// Node's own modules only. Several starts of the same clone wait for each other (whileAlone).
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join, relative } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { aptInstall, canInstall, findCommand } from './apt.mjs'

export const root = fileURLToPath(new URL('..', import.meta.url))

/** Something on this machine is missing, and the message says what to do. */
export class NotReady extends Error {
  name = 'NotReady'
}

let apt = Promise.resolve()
/** One installation after the other: apt has one lock. */
function install(packages) {
  apt = apt.catch(() => undefined).then(() => aptInstall(packages))
  return apt
}

/** Installs ejabberd unless some version is there; which one is good enough, the program that starts it decides. */
export async function ensureEjabberd(say) {
  const here = list('/usr/lib')
    .filter((name) => name.includes('-linux-'))
    .map((name) => join('/usr/lib', name))
  const folders = [...here, '/usr/lib', '/usr/local/lib', '/usr/lib/erlang/lib', '/opt']
  const has = (start) => folders.some((folder) => list(folder).some((name) => name.startsWith(start)))
  if (has('ejabberd-') && findCommand('erlc')) {
    if (!has('p1_sqlite3-') && has('p1_utils-')) await installDriver(say)
    return
  }
  if (!canInstall()) {
    throw new NotReady(
      'ejabberd is not installed, and this user cannot install it. As root:  apt-get install --no-install-recommends ' +
        `ejabberd ${driver}   (or set BELLHOP_EJABBERD=external to use one that runs elsewhere)`,
    )
  }
  say('installing ejabberd from the system’s packages')
  await install(['ejabberd', driver]).catch(() => install(['ejabberd']))
  say('ejabberd is installed')
}

/** What lets ejabberd keep messages in SQLite. Debian only suggests it. */
const driver = 'erlang-p1-sqlite3'

/** For an ejabberd of Debian's that was there before; without the driver it runs too, so nothing is refused for want of it. */
async function installDriver(say) {
  if (!canInstall()) return
  say(`installing ${driver}, for ejabberd’s archive of messages`)
  await install([driver]).catch((error) => say(error.message))
}

/** Runs `npm ci` when node_modules is absent or was made from another package-lock.json. */
export async function ensurePackages(say) {
  const modules = join(root, 'node_modules')
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const stamp = sha256(`${lock}\n${process.versions.modules} ${process.arch}`)
  const stampFile = join(modules, '.bellhop-stamp')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  if (!existsSync(stampFile) && isInstalled(modules, lock)) return writeFileSync(stampFile, stamp)
  say('installing node packages')
  try {
    await installPackages()
  } catch (error) {
    // sqlite3 is compiled where no ready-made binary can be fetched.
    const tools = { python3: 'python3', make: 'make', 'g++': 'g++' }
    const missing = Object.keys(tools).filter((name) => !findCommand(name))
    if (!missing.length) throw error
    const packages = missing.map((name) => tools[name]).join(' ')
    if (!canInstall())
      throw new NotReady(`${error.message}\n\nA compiler is missing. As root:  apt-get install ${packages}`)
    say(`installing ${packages}, to compile a node package`)
    await install(missing.map((name) => tools[name]))
    await installPackages()
  }
  writeFileSync(stampFile, stamp)
  say('node packages are installed')
}

/**
 * Exactly what the lock says. `npm ci` insists on a lock that names the binaries for every platform; one that was written
 * where not all of these could be seen is good enough for `npm install`, which then leaves package files as they are.
 */
async function installPackages() {
  const options = ['--include=dev', '--no-audit', '--no-fund']
  try {
    await npm(['ci', ...options])
  } catch (error) {
    if (!/EUSAGE/.test(error.message)) throw error
    await npm(['install', '--no-save', ...options])
  }
}

/** True when npm itself has installed exactly what the lock says (somebody ran `npm ci` by hand). */
function isInstalled(modules, lock) {
  const hidden = join(modules, '.package-lock.json')
  if (!existsSync(hidden)) return false
  const have = JSON.parse(readFileSync(hidden, 'utf8')).packages
  const want = Object.entries(JSON.parse(lock).packages).filter(([path]) => path !== '')
  return want.every(([path, { version, optional }]) => have[path]?.version === version || (optional && !have[path]))
}

/** Compiles the server and the web client when their sources are newer than what is in dist. */
export async function ensureBuilt(say) {
  const shared = ['package-lock.json']
  const parts = [
    {
      name: 'server',
      sources: ['component', 'ejabberd', 'migrations', 'tsconfig.json', ...shared],
      build: buildServer,
    },
    { name: 'web client', sources: ['web-client', 'component/model', ...shared], build: buildWeb },
  ]
  await Promise.all(
    parts.map(async ({ name, sources, build }) => {
      const stampFile = join(root, 'dist', `.${name.replace(' ', '-')}-stamp`)
      const stamp = sha256(sources.flatMap((source) => fingerprints(join(root, source))).join('\n'))
      if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
      say(`building the ${name}`)
      rmSync(stampFile, { force: true })
      await build()
      writeFileSync(stampFile, stamp)
    }),
  )
}

async function buildServer() {
  await run(process.execPath, [packageBin('typescript', 'tsc'), '-p', 'tsconfig.json'])
  // A migration that was removed or renamed must not stay behind, compiled.
  for (const part of ['component', 'ejabberd', 'migrations']) {
    for (const file of files(join(root, 'dist', part))) {
      const source = join(root, relative(join(root, 'dist'), file)).replace(/\.js(\.map)?$/, '.ts')
      if (!existsSync(source)) rmSync(file)
    }
  }
}

async function buildWeb() {
  await run(process.execPath, [packageBin('vite', 'vite'), 'build', 'web-client', '--logLevel', 'warn'])
}

function packageBin(name, command) {
  const folder = join(root, 'node_modules', name)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}

/** Runs `job` while no other start of this clone does; waits for one that does. */
export async function whileAlone(say, job) {
  const lock = join(tmpdir(), `bellhop-${userInfo().uid}-${sha256(root).slice(0, 16)}.lock`)
  let told = false
  for (;;) {
    try {
      mkdirSync(lock)
      break
    } catch (error) {
      if (error.code !== 'EEXIST') throw error
    }
    if (!told) say('waiting for another start that is installing or building')
    told = true
    // The owner touches it each second; one that is old belongs to nobody.
    const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > 10_000) rmSync(lock, { recursive: true, force: true })
    else await sleep(100)
  }
  const touch = setInterval(() => utimesSync(lock, new Date(), new Date()), 1000)
  const free = () => rmSync(lock, { recursive: true, force: true })
  process.once('exit', free)
  try {
    return await job()
  } finally {
    clearInterval(touch)
    process.off('exit', free)
    free()
  }
}

function npm(args) {
  // Under `npm start` this is the npm that runs us; it need not be in PATH.
  const own = process.env.npm_execpath
  return own && /npm-cli\.[cm]?js$/.test(own) ? run(process.execPath, [own, ...args]) : run('npm', args)
}

/** Runs a command in the clone; refuses with the last lines of what it printed. */
function run(command, args) {
  return new Promise((resolve, reject) => {
    // JOBS: what has to be compiled is compiled on all processors.
    const options = { cwd: root, maxBuffer: 64 * 1024 * 1024, env: { JOBS: 'max', ...process.env } }
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      if (!error) return resolve()
      // Some tools say first what is wrong, others last.
      const lines = `${stdout}\n${stderr}`.trim().split('\n')
      const printed = lines.filter((_, i) => i < 12 || i >= lines.length - 20).join('\n')
      reject(new NotReady(`${[command, ...args].join(' ')} failed:\n${printed || error.message}`))
    })
    child.stdin.end()
  })
}

function fingerprints(path) {
  return files(path).map((file) => {
    const { mtimeMs, size } = statSync(file)
    return `${relative(root, file)} ${mtimeMs} ${size}`
  })
}

/** All files below a path, or the path itself, sorted. */
function files(path) {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat) return []
  if (!stat.isDirectory()) return [path]
  return list(path)
    .sort()
    .filter((name) => !['node_modules', 'dist'].includes(name))
    .flatMap((name) => files(join(path, name)))
}

function list(folder) {
  return existsSync(folder) && statSync(folder).isDirectory() ? readdirSync(folder) : []
}

function sha256(text) {
  return createHash('sha256').update(text).digest('hex')
}

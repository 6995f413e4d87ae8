// `npm test`: installs what tests need, builds, checks types and style, runs every test file; the last line has the numbers.
// `npm test -- --only WORD`: only steps and files with that word in their name; `--everything`: also what is said twice.
// Uses Node's own modules only, since it runs before node_modules exists.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { aptInstall, canInstall, findCommand } from '../ejabberd/apt.mjs'
import { ensureBuilt, ensureEjabberd, ensurePackages, NotReady, root, whileAlone } from '../ejabberd/prepare.mjs'
import { runFiles, testFiles } from './harness/run-file.mjs'
import { openRunFolder } from './harness/run-folder.mjs'

// One more than two cores: a test that waits for a client or a server leaves its core to another. Two begin with what comes
// first, such as browsers, and one with what comes last, so that not all want the same at the same time.
const ends = ['shift', 'pop', 'shift']
const only = process.argv.includes('--only') ? (process.argv[process.argv.indexOf('--only') + 1] ?? '') : ''
const wanted = (name) => name.includes(only)
/** Also what says the same again elsewhere: the desk's own rules on ejabberd, and all that can run on PostgreSQL there. */
const everything = process.argv.includes('--everything')
const began = Date.now()
const noPostgres = { skipped: 1, text: 'no PostgreSQL here (Debian: postgresql)' }
const total = { passed: 0, failed: 0, skipped: 0 }
const folder = openRunFolder()

/** Does a step and prints its line; `work` gives {passed, failed, skipped, text}, or throws. */
async function step(name, work) {
  const start = Date.now()
  const result = await work().catch((error) => ({
    failed: 1,
    text: error instanceof NotReady ? error.message : error.stack,
  }))
  const { passed = 0, failed = 0, skipped = 0, text = '' } = result
  total.passed += passed
  total.failed += failed
  total.skipped += skipped
  const seconds = `${((Date.now() - start) / 1000).toFixed(1)} s`.padStart(8)
  const counts = [passed && `${passed} passed`, failed && `${failed} FAILED`, skipped && `${skipped} skipped`]
  console.log(`${seconds}  ${failed ? '✘' : '✔'} ${name}  ${counts.filter(Boolean).join(', ')}`)
  if (text) console.log(text.replace(/^(?=.)/gm, '            '))
  return failed === 0
}

/** What tests use beside the desk's own ejabberd: by a file of each, and the package it comes from. */
function missingTools() {
  const tools = [
    ['chromium', findCommand('chromium')],
    ['profanity', findCommand('profanity')],
    ['tmux', findCommand('tmux')],
    ['libxml2-utils', findCommand('xmllint')],
    ['python3-slixmpp', existsSync('/usr/lib/python3/dist-packages/slixmpp')],
    ['fonts-noto-cjk', existsSync('/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc')],
  ]
  return tools.filter(([, found]) => !found).map(([name]) => name)
}

function hasPostgres() {
  const folder = '/usr/lib/postgresql'
  return existsSync(folder) && readdirSync(folder).some((version) => existsSync(join(folder, version, 'bin/initdb')))
}

/** Without it the plays that would use it are skipped, so nothing is refused for want of it. */
async function ensurePostgres(say) {
  if (hasPostgres() || !canInstall()) return
  say('installing postgresql, without a cluster of its own')
  await aptInstall(['postgresql']).catch((error) => say(error.message))
}

async function ensureTools(say) {
  await ensureEjabberd(say)
  await ensurePostgres(say)
  const missing = missingTools()
  if (missing.length === 0) return
  const command = `apt-get install --no-install-recommends ${missing.join(' ')}`
  if (!canInstall()) throw new NotReady(`The tests need packages that this user cannot install. As root:  ${command}`)
  say(`installing ${missing.join(', ')}`)
  await aptInstall(missing)
}

async function prepare() {
  const say = (line) => console.log(`            ${line}`)
  await whileAlone(say, async () => {
    await Promise.all([ensurePackages(say), ensureTools(say)])
    await ensureBuilt(say)
  })
  return {}
}

/** A script of package.json, through the npm that runs us; its output only when it fails. */
function script(name) {
  const npm = process.env.npm_execpath
  const [command, ...first] = npm && /\.[cm]?js$/.test(npm) ? [process.execPath, npm] : ['npm']
  const child = spawn(command, [...first, 'run', '--silent', name], { cwd: root, env: folder.env, detached: true })
  folder.watch(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve(code === 0 ? { passed: 1 } : { failed: 1, text: said.trim() }))
  })
}

const usesDatabase = /^test\/(plays\/|desk\/|http\/api\/|cli\/backup\.)/
/** Those in which a database could make a difference: races, searching, archives, what is due, and the usual way. */
const dependsOnDatabase =
  /^test\/(desk\/|cli\/backup\.|plays\/(conversation|issues|issues-races|issues-reminders|races)\.)/
/** What others say as well: looks, figures, other languages, and refusals through one client more. */
const saidTwice =
  /\/(console-many|console-look|admin-desk-look|languages|issues-chinese|slixmpp-issue-refusals)\.test\.ts$|fuzz\/issues\.test\.ts$/

/** Plays and tests of the desk's verbs that use whatever database they are told to. */
function isForBoth(file) {
  const inFolder = (everything ? usesDatabase : dependsOnDatabase).test(relative(root, file))
  return inFolder && /harness\/(play|desk|database)\.ts'|\b(onPostgres|openApiDesk)\b/.test(readFileSync(file, 'utf8'))
}

const isSpared = (file) => saidTwice.test(file) && !file.includes('/plays/')

const nameOf = (file) => relative(join(root, 'test'), file)
/** Pure functions only: starting a process for each file would take longer than the tests in it. */
const isLight = (name) => /^(model|headless|xmpp|fuzz\/read|house|xeps)\b/.test(name)

const foldersOf = (files) => [...new Set(files.map((file) => nameOf(file).split('/')[0]))].join(', ')

/** Every file, the light ones together at the end, and those for both databases a second time, on PostgreSQL. */
function runs() {
  const isAsked = (file) => wanted(`test/${nameOf(file)}`) && (everything || only || !isSpared(file))
  const files = testFiles(join(root, 'test')).filter(isAsked)
  const light = files.filter((file) => isLight(nameOf(file)))
  const env = everything ? { BELLHOP_TEST_EVERYTHING: '1' } : {}
  const postgres = { BELLHOP_TEST_DATABASE: 'postgres' }
  const one = (file) => ({ files: [file], name: nameOf(file), env })
  const again = (file) => ({ files: [file], name: `${nameOf(file)} on PostgreSQL`, env: postgres })
  return [
    ...files.filter((file) => !light.includes(file)).map(one),
    ...files.filter(isForBoth).map(again),
    ...(light.length > 0 ? [{ files: light, name: foldersOf(light), env }] : []),
  ]
}

async function files() {
  const left = runs()
  const worker = async (end) => {
    for (let run = left[end](); run; run = left[end]()) {
      const { files, name, env } = run
      const skip = env.BELLHOP_TEST_DATABASE && !hasPostgres()
      await step(name, () => (skip ? Promise.resolve(noPostgres) : runFiles(files, folder, env)))
    }
  }
  await Promise.all(ends.map(worker))
}

for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
]) {
  process.on(signal, () => folder.close().finally(() => process.exit(code)))
}

if (!process.env.BELLHOP_ARTIFACTS) rmSync(folder.artifacts, { recursive: true, force: true })
mkdirSync(folder.artifacts, { recursive: true })
if (await step('installed and built', prepare)) {
  for (const name of ['types', 'lint'].filter(wanted)) await step(name, () => script(name))
  await files()
}
await folder.close()
if (total.passed + total.failed === 0) console.log(`No test has “${only}” in its name.`)
console.log(`            in ${((Date.now() - began) / 1000).toFixed(0)} s; artifacts are in ${folder.artifacts}`)
console.log(`${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`)
process.exit(total.passed > 0 && total.failed === 0 ? 0 : 1)

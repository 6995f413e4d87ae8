// Runs test files in a mocha of their own, so that they share nothing with others, and counts. Node's own modules only.
import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root } from '../../ejabberd/prepare.mjs'

/** A file that takes longer than this hangs. */
const longest = 300_000
/** How long it may take to end after its last test: whatever keeps it alive then was not stopped by the test. */
const longestEnd = 3_000

// Longest first, so that none of them is left alone at the end.
const order = ['browser', 'start', 'clients', 'ejabberd', 'plays']

/** All test files, those that start most first. */
export function testFiles(folder) {
  const rank = (name) => (order.indexOf(name) + 1 || order.length + 1) * 2
  const entries = readdirSync(folder, { withFileTypes: true })
  return entries
    .toSorted((a, b) => rank(a.name) - rank(b.name) || a.name.localeCompare(b.name))
    .flatMap((entry) => {
      if (entry.isDirectory()) return testFiles(join(folder, entry.name))
      return entry.name.endsWith('.test.ts') ? [join(folder, entry.name)] : []
    })
}

/** Resolves with {passed, failed, skipped, text}; `text` says what failed. `env` is set for them beside the folder's. */
export function runFiles(files, folder, env = {}) {
  const results = join(folder.path, `results-${basename(files[0])}-${Math.random().toString(36).slice(2)}.json`)
  // What mocha's command would start for us, a process less; `npx mocha` reads the same from .mocharc.json.
  const mocha = ['--import=tsx', join(root, 'node_modules/mocha/lib/cli/cli.js')]
  const args = [...mocha, '--reporter', 'json', '--reporter-option', `output=${results}`, ...files]
  const options = { cwd: root, env: { ...folder.env, ...env }, detached: true, stdio: ['ignore', 'pipe', 'pipe'] }
  const child = spawn(process.execPath, args, options)
  folder.watch(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said = (said + text).slice(-4000)
    })
  }
  return new Promise((resolve, reject) => {
    let late = ''
    // A timer of a client library that was cut off: of no harm to anybody, but worth a line.
    let lingers = ''
    let ended = 0
    const began = Date.now()
    const watch = setInterval(() => {
      if (existsSync(results)) ended ||= Date.now()
      if (ended && Date.now() - ended > longestEnd) lingers = 'it went on after its last test, and was ended'
      if (Date.now() - began > longest) late = `it did not end within ${longest / 1000} s`
      if (late || lingers) folder.end(child)
    }, 500)
    child.once('error', reject)
    child.once('close', (code) => {
      clearInterval(watch)
      const counts = existsSync(results) ? read(results) : undefined
      if (counts && !late) return resolve({ ...counts, text: [counts.text, lingers].filter(Boolean).join('\n') })
      const { passed = 0, failed = 0, skipped = 0, text = '' } = counts ?? {}
      const why = late || `it ended with ${code} before its tests did`
      resolve({
        passed,
        failed: failed + 1,
        skipped,
        text: [text, `${why}\n${said.trim()}`].filter(Boolean).join('\n'),
      })
    })
  })
}

function read(results) {
  const { stats, failures } = JSON.parse(readFileSync(results, 'utf8'))
  const text = failures.map(({ fullTitle, err }) => `✘ ${fullTitle}\n${describe(err)}`).join('\n\n')
  return { passed: stats.passes, failed: stats.failures, skipped: stats.pending, text }
}

/** What went wrong and where, short enough to be read among others. */
function describe({ stack, message, actual, expected }) {
  const shown = (value) => short(typeof value === 'string' ? value : (JSON.stringify(value) ?? 'undefined'), 300)
  const text = stack?.includes(message) ? stack : `${message}\n${stack ?? ''}`
  // Node's assertions show both values themselves, unless they were given a message of their own.
  const values =
    actual === undefined || text.includes('+ actual')
      ? ''
      : `\nactual:   ${shown(actual)}\nexpected: ${shown(expected)}`
  return short(text, 4000) + values
}

function short(text, most) {
  return text.length <= most ? text : `${text.slice(0, most / 2)} … ${text.slice(-most / 2)}`
}

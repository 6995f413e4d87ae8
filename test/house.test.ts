// Holds how the house is laid out: who may import whom, how a file begins, and that every cited XEP is in the list.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { xeps } from '../component/xmpp/xeps.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What each folder may import: folders and files of this repository (with a slash), packages, `node:`. Itself always. */
const mayImport: Record<string, readonly string[]> = {
  'component/model': [],
  'component/store': ['component/model', 'knex', 'node:'],
  'component/desk': ['component/model', 'component/store'],
  'component/commands': ['component/model', 'component/desk'],
  'component/xmpp': [
    'component/model',
    'component/desk',
    'component/commands',
    'component/log',
    '@xmpp/',
    'ltx',
    'node:',
  ],
  'component/http': [
    ...['component/model', 'component/desk', 'component/commands', 'component/config', 'component/log'],
    ...['koa', '@koa/', 'jose', 'node:', 'typebox', 'ajv/'],
  ],
  'component/jobs': ['component/model', 'component/desk', 'component/log'],
  ejabberd: ['component/config', 'component/secrets', 'component/model', 'node:'],
  migrations: ['knex'],
  'web-client/headless': ['@xmpp/client', '@xmpp/xml'],
  'web-client/widget': ['web-client/headless', 'preact', '@preact/'],
  'web-client/look': ['preact', '@preact/', 'lucide'],
  'web-client/console': ['web-client/headless', 'web-client/look', 'preact', '@preact/', 'lucide'],
  'web-client/admin': ['web-client/look', 'preact', '@preact/', 'lucide', '@observablehq/plot', 'uqr'],
  'component/cli': ['component/', 'ejabberd/', 'jose', 'ltx', 'node:', 'sqlite3', 'tar', 'typebox', 'ws'],
  // Plain outside of its rooms: main, settings, secrets, log.
  component: ['component/', 'ejabberd/', 'knex', 'ltx', 'nodemailer', 'node:'],
}

const folders = ['component', 'ejabberd', 'migrations', 'web-client', 'test', 'bench', 'docs']
const files = folders
  .filter((folder) => existsSync(join(root, folder)))
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((f) => `${folder}/${f}`),
  )
  .filter((file) => /\.(tsx?|mjs|erl|template)$/.test(file) && !file.includes('node_modules/'))
  .sort()
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const shipped = files.filter((file) => /^(component|ejabberd|migrations|web-client)\//.test(file))

/** What a file imports, exports from elsewhere, or fetches later; own files by their path from the root. Samples of code are text. */
function importsOf(file: string): string[] {
  const code = read(file).replace(/`[^`]*`/g, '``')
  const found = code.matchAll(/(?:\bfrom\s+|\bimport\s*\(?\s*)['"]([^'"]+)['"]/g)
  return [...found].map(([, name = '']) => (name.startsWith('.') ? normalize(join(dirname(file), name)) : name))
}

describe('the house', () => {
  it('imports only to the left', () => {
    const wrong = shipped.flatMap((file) => {
      const folder = Object.keys(mayImport).find((each) => file.startsWith(`${each}/`))
      if (folder === undefined) return []
      const allowed = [`${folder}/`, ...(mayImport[folder] ?? [])]
      const others = importsOf(file).filter((name) => !allowed.some((each) => name.startsWith(each)))
      return others.map((name) => `${file} imports ${name}`)
    })
    assert.deepEqual(wrong, [])
  })

  it('keeps the nouns free of clocks, chance, waiting and the machine', () => {
    const wrong = /\bawait\b|\basync\b|Date\.now|new Date\(\)|Math\.random|node:/
    assert.deepEqual(
      shipped.filter((file) => file.startsWith('component/model/') && wrong.test(read(file))),
      [],
    )
  })

  it('takes only types of knex into migrations', () => {
    const others = files.filter((file) => file.startsWith('migrations/') && /import (?!type )/.test(read(file)))
    assert.deepEqual(others, [])
  })

  it('has no default exports, but for vite’s configuration, and no barrels', () => {
    const code = shipped.filter((file) => /\.(tsx?|mjs)$/.test(file) && !file.endsWith('vite.config.ts'))
    assert.deepEqual(
      code.filter((file) => /^export (default\b|\*)/m.test(read(file)) || /\/index\.\w+$/.test(file)),
      [],
    )
  })

  it('says at the top of each file, in at most three lines, what it is for', () => {
    const wrong = files.filter((file) => {
      const first = read(file).replace(/^(%%|#@)/gm, '//')
      return !/^\/\/ \S/.test(first) || /^(\/\/.*\n){4}/.test(first)
    })
    assert.deepEqual(wrong, [])
  })

  it('cites no XEP that is not in the list', () => {
    const listed = new Set(xeps.map((xep) => xep.number))
    const wrong = shipped.flatMap((file) =>
      [...read(file).matchAll(/XEP-(\d{4})/g)]
        .filter(([, number = '']) => !listed.has(number))
        .map(([xep]) => `${file} cites ${xep}`),
    )
    assert.deepEqual(wrong, [])
  })
})

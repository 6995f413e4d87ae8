// Builds the static files: the chat and the demo shop as hashed modules, then the loader, which must know the chat's name
// and is a classic script without a hash. Prints sizes and integrity hashes.

import { createHash } from 'node:crypto'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, defineConfig, type Plugin } from 'vite'

const here = import.meta.dirname
const outDir = join(here, '../dist/web')
const oxc = { jsx: { runtime: 'automatic', importSource: 'preact' } } as const

// The library's parts that a visitor's browser can't or needn't use. Without stream management the server ends a session
// as soon as its socket is gone, instead of keeping it for minutes; what was on its way comes from the desk's archive.
const unused = [
  'node:dns',
  '@xmpp/tcp',
  '@xmpp/tls',
  '@xmpp/starttls',
  '@xmpp/sasl-scram-sha-1',
  '@xmpp/stream-management',
  '@xmpp/resolve',
]
const nothing = { name: 'nothing', enforce: 'pre', resolveId: resolveNothing, load: loadNothing } satisfies Plugin

function resolveNothing(source: string) {
  return unused.includes(source) ? `\0nothing:${source}` : undefined
}

// @xmpp/client leaves out whatever is no function, but calls these two.
function loadNothing(id: string) {
  if (!id.startsWith('\0nothing:')) return undefined
  return /stream-management|resolve/.test(id) ? 'export default () => undefined' : 'export default undefined'
}

function report(fileName: string, code: string | Uint8Array): void {
  const gzip = gzipSync(code, { level: 9 }).length
  const hash = createHash('sha384').update(code).digest('base64')
  console.log(`${fileName.padEnd(32)} ${String(gzip).padStart(6)} B gzip  sha384-${hash}`)
}

/** The demo shop: its page as index.html, its picture and style hashed beside the modules. */
const demo: Plugin = {
  name: 'demo',
  generateBundle() {
    const source = (name: string) => readFileSync(join(here, 'demo', name), 'utf8')
    const style = this.emitFile({ type: 'asset', name: 'demo.css', source: source('demo.css') })
    const html = source('index.html').replace('demo.css', this.getFileName(style))
    this.emitFile({ type: 'asset', fileName: 'index.html', source: html })
  },
}

/** The button, as a script for a tag and as a module for a page's own code, with its types. Both must know the chat's name. */
async function buildButton(chat: string | undefined, input: string, output: object): Promise<void> {
  await build({
    configFile: false,
    root: here,
    logLevel: 'warn',
    define: { CHAT_MODULE: JSON.stringify(chat) },
    build: {
      outDir,
      emptyOutDir: false,
      modulePreload: false,
      rolldownOptions: { input: join(here, 'widget', input), output, preserveEntrySignatures: 'strict' },
    },
  })
}

const button: Plugin = {
  name: 'button',
  async writeBundle(_options, bundle) {
    const files = Object.values(bundle)
    const chat = files.find((file) => file.type === 'chunk' && file.isEntry && file.name === 'chat')?.fileName
    await buildButton(chat, 'loader.ts', { format: 'iife', entryFileNames: 'widget.js' })
    await buildButton(chat, 'module.ts', { format: 'es', entryFileNames: 'bellhop.js' })
    copyFileSync(join(here, 'widget/bellhop.d.ts'), join(outDir, 'bellhop.d.ts'))
    for (const name of ['widget.js', 'bellhop.js']) report(name, readFileSync(join(outDir, name)))
    const chunks = files.filter((file) => file.type === 'chunk')
    for (const { fileName, code } of chunks) report(fileName, code)
    writeFileSync(join(outDir, 'chunks.json'), JSON.stringify(graph(chunks), null, 2))
  },
}

/** Which file needs which: for the test of what a chat needs at most. */
function graph(chunks: readonly { fileName: string; name: string; imports: string[]; isEntry: boolean }[]) {
  return Object.fromEntries(
    chunks.map(({ fileName, name, imports, isEntry }) => [fileName, { name, imports, isEntry }]),
  )
}

/** The console, in a folder of its own: nothing of it is on a visitor's way. It needs stream management, a visitor doesn't. */
async function buildConsole(): Promise<void> {
  const left = unused.filter((name) => name !== '@xmpp/stream-management')
  await buildPage('console', {
    ...nothing,
    resolveId: (source) => (left.includes(source) ? resolveNothing(source) : undefined),
  })
}

/** A page of the staff's own, which is served under a policy that allows nothing inline: styles and pictures are files. */
async function buildPage(name: 'console' | 'admin', ...plugins: Plugin[]): Promise<void> {
  await build({
    configFile: false,
    root: join(here, name),
    base: './',
    oxc,
    logLevel: 'warn',
    plugins,
    build: {
      outDir: join(here, '../dist', name),
      emptyOutDir: true,
      modulePreload: false,
      assetsInlineLimit: 0,
      rolldownOptions: { input: join(here, name, 'index.html') },
    },
  })
}

const staff: Plugin = {
  name: 'staff',
  async closeBundle() {
    await buildConsole()
    await buildPage('admin')
  },
}

export default defineConfig({
  root: here,
  oxc,
  logLevel: 'warn',
  plugins: [nothing, demo, button, staff],
  build: {
    outDir,
    emptyOutDir: true,
    modulePreload: false,
    rolldownOptions: {
      input: { chat: join(here, 'widget/chat.tsx') },
      preserveEntrySignatures: 'strict',
      output: {
        format: 'es',
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
        // What every chat needs is one file; the entry before it only names what is in there, and may be fetched twice.
        codeSplitting: { groups: [{ name: 'core', tags: ['$initial'] }] },
      },
    },
  },
})

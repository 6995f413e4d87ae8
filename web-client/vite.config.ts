// Builds the static files: the chat and the demo shop as hashed modules, then the loader, which must know the chat's name
// and is a classic script without a hash. Prints sizes and integrity hashes.

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
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
  console.log(`${fileName.padEnd(28)} ${String(gzip).padStart(6)} B gzip  sha384-${hash}`)
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

const loader: Plugin = {
  name: 'loader',
  async writeBundle(_options, bundle) {
    const files = Object.values(bundle)
    const chat = files.find((file) => file.type === 'chunk' && file.isEntry)?.fileName
    await build({
      configFile: false,
      root: here,
      logLevel: 'warn',
      define: { CHAT_MODULE: JSON.stringify(chat) },
      build: {
        outDir,
        emptyOutDir: false,
        rolldownOptions: {
          input: join(here, 'widget/loader.ts'),
          output: { format: 'iife', entryFileNames: 'widget.js' },
        },
      },
    })
    report('widget.js', readFileSync(join(outDir, 'widget.js')))
    for (const file of files) if (file.type === 'chunk') report(file.fileName, file.code)
  },
}

export default defineConfig({
  root: here,
  oxc,
  logLevel: 'warn',
  plugins: [nothing, demo, loader],
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
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
})

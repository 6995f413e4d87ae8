#!/usr/bin/env node
// `bellhop`, the command line: `npx bellhop …` here, or this file from anywhere. Says what is missing when it can't run yet.
// Uses Node's own modules only, since it may be called before anything is installed or built.
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const at = (path) => fileURLToPath(new URL(path, import.meta.url))
const [major, minor] = process.versions.node.split('.').map(Number)

function refuse(text) {
  process.stderr.write(`bellhop: ${text}\n`)
  process.exit(2)
}

if (major < 20 || (major === 20 && minor < 17))
  refuse(`Bellhop needs Node 20.17 or later; this is ${process.versions.node}.`)
if (!existsSync(at('node_modules')) || !existsSync(at('dist/component/cli.js')))
  refuse(
    `Bellhop is not installed or built yet. “npm start” in ${at('.')} does both, as do “npm ci” and “npm run build”.`,
  )
await import('./dist/component/cli.js')

// How much a page and a chat fetch, as built: the button, and everything that a chat needs in whatever language.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { languages } from '../../web-client/widget/options.ts'

const folder = fileURLToPath(new URL('../../dist/web', import.meta.url))
const size = (file: string) => gzipSync(readFileSync(join(folder, file)), { level: 9 }).length

type Graph = Record<string, { name: string; imports: string[]; isEntry: boolean }>

describe('the sizes of the widget (gzip)', () => {
  it('are below 4 KB for the button, as a script and as a module', () => {
    for (const file of ['widget.js', 'bellhop.js']) assert.ok(size(file) <= 4096, `${file}: ${size(file)}`)
  })

  it('are below 45 KB for all that a chat needs, in the largest language', () => {
    const graph: Graph = JSON.parse(readFileSync(join(folder, 'chunks.json'), 'utf8'))
    const named = (name: string) => Object.keys(graph).find((file) => graph[file]?.name === name) ?? assert.fail(name)
    const needed = new Set<string>()
    const need = (file: string): void => {
      if (needed.has(file)) return
      needed.add(file)
      for (const each of graph[file]?.imports ?? []) need(each)
    }
    need(named('chat'))
    const words = Math.max(...languages.map((language) => size(named(language))))
    const sum = [...needed].reduce((total, file) => total + size(file), words)
    assert.ok(sum <= 45 * 1024, `${sum} in ${[...needed].join()}`)
    // What few need is not in it.
    for (const part of ['tray', 'after', 'menu', 'emoji', 'ask', 'sound']) assert.ok(!needed.has(named(part)), part)
  })
})

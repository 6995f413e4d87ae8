// `bellhop` where things are not as they should be: a desk with too much to do, a folder in which nothing is built.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fill, openApiDesk, settled } from '../http/api/desk.ts'
import { bellhop, envOf, root } from './cli.ts'

describe('bellhop in trouble', function () {
  this.timeout(60_000)

  it('waits as long as a desk asks that has many requests, and misses nothing', async () => {
    const desk = await openApiDesk({ burst: 2, perMinute: 60 })
    await desk.run(fill)
    await settled(desk)
    const { code, out, err } = await bellhop(['visitor', 'list', '--limit', '1', '--all', '--json'], envOf(desk))
    await desk.stop()
    assert.equal(code, 0, err)
    const ids = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id)
    assert.deepEqual(ids.sort(), [1, 2, 3])
    assert.match(err, /^The desk asks to wait \d s, as it has many requests\.$/m)
  })

  it('says what to do where nothing is installed or built', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellhop-cli-'))
    copyFileSync(join(root, 'bellhop.mjs'), join(folder, 'bellhop.mjs'))
    const said = await new Promise<{ code: unknown; err: string }>((resolve) => {
      execFile(process.execPath, [join(folder, 'bellhop.mjs'), 'help'], (error, _, err) =>
        resolve({ code: error?.code, err }),
      )
    })
    rmSync(folder, { recursive: true })
    assert.equal(said.code, 2)
    assert.match(said.err, /^bellhop: Bellhop is not installed or built yet\. “npm start” in \S+ does both/)
  })
})

// kill -9 of the visitor's browser in mid-sentence: what he had said is said once, and what he was writing is still there.
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from '../harness/until.ts'
import { openProfile, visit } from './browser.ts'
import { browserScene } from './stage.ts'

/** The processes that a browser with this profile consists of. */
function processesOf(profile: string): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(profile)
    } catch {
      return false
    }
  })
}

browserScene('a browser that is killed', (stage) => {
  it('loses nothing of what was written, and doubles nothing', async () => {
    const profile = mkdtempSync(join(tmpdir(), 'bellhop-profile-'))
    try {
      const before = await openProfile(profile)
      const shop = await visit(before, stage.desk.http)
      await shop.open()
      await shop.says('on the desk already')
      await shop.sees('on the desk already', 'stored')
      await stage.chatOf('on the desk already')
      await before.setOffline(true)
      for (const text of ['said without a network', 'and this one too']) await shop.says(text)
      await shop.sees('and this one too', 'sending')
      await shop.box.pressSequentially('half a sen')
      // It is in the browser's own process before the key that follows is handled.
      await shop.page.evaluate(() => indexedDB.databases())
      const killed = processesOf(profile)
      for (const pid of killed) process.kill(pid, 'SIGKILL')
      await until(() => processesOf(profile).length === 0, 'the end of the browser')
      for (const name of readdirSync(profile).filter((each) => each.startsWith('Singleton')))
        rmSync(join(profile, name))

      const after = await openProfile(profile)
      const again = await visit(after, stage.desk.http)
      await again.open()
      await again.sees('and this one too', 'stored')
      assert.equal(await again.box.inputValue(), 'half a sen')
      await again.box.press('Enter')
      await again.sees('half a sen', 'stored')
      const said = ['on the desk already', 'said without a network', 'and this one too', 'half a sen']
      assert.deepEqual(await again.texts(), said)
      await stage.ann.reads('half a sen')
      assert.deepEqual(
        said.map((text) => stage.times(text)),
        [1, 1, 1, 1],
      )
      await after.close()
    } finally {
      for (const pid of processesOf(profile)) process.kill(pid, 'SIGKILL')
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    }
  })
})

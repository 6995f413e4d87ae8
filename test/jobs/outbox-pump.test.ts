// The pump on a real database: what it sends, what it keeps, and what it does when something around it fails.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPump, type Pump } from '../../component/jobs/outbox-pump.ts'
import type { MessageNotice } from '../../component/model/notice.ts'
import { type Database, openDatabase } from '../../component/store/database.ts'
import { openTurns, type Turns } from '../../component/store/turns.ts'
import { freshDatabase } from '../harness/database.ts'
import { until } from '../harness/until.ts'

describe('the pump', () => {
  let folder = ''
  let db: Database
  let turns: Turns
  let pump: Pump
  let sent: string[] = []
  let logged: string[] = []
  const note = (what: string) => void logged.push(what)
  /** What the next barriers do, one after the other; then they are passed at once. */
  let barriers: (() => Promise<void>)[] = []

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bellhop-pump-'))
    db = openDatabase(await freshDatabase(folder))
    turns = openTurns(db, { random: Math.random, clock: () => new Date(), posted: (notices) => pump.posted(notices) })
    ;[sent, logged, barriers] = [[], [], []]
    pump = openPump<string>({
      run: turns.run,
      write({ notice }) {
        if (notice.kind !== 'message' || typeof notice.body !== 'string') throw new TypeError('no such words')
        return notice.body
      },
      async send(stanzas) {
        sent.push(...stanzas)
      },
      barrier: () => barriers.shift()?.() ?? Promise.resolve(),
      contact: async () => undefined,
      log: { debug: note, info: note, warn: note, error: note },
    })
  })
  afterEach(async () => {
    await pump.stop()
    await turns.idle()
    await db.destroy()
    rmSync(folder, { recursive: true, force: true })
  })

  const tells = (...bodies: MessageNotice['body'][]) =>
    turns.run(async ({ notices }) => {
      for (const body of bodies)
        notices.push({ kind: 'message', to: 'ann@agents.test', from: 'chat-1', body, lang: 'en' })
    })
  const kept = () => turns.run(async ({ tx }): Promise<number[]> => tx('outbox').orderBy('id').pluck('id'))
  const isKept = (...ids: number[]) =>
    until(
      async () => JSON.stringify(await kept()) === JSON.stringify(ids),
      `an outbox with ${ids.join(' and ') || 'nothing'}`,
    )
  const unspeakable = { key: 'a sentence of another version', values: {} } as unknown as MessageNotice['body']

  it('sends in order what was told before and after the stream is there, and keeps none of it', async () => {
    await tells('one', 'two')
    await isKept(1, 2)
    pump.online()
    await tells('three')
    await isKept()
    assert.deepEqual(sent, ['one', 'two', 'three'])
  })

  it('keeps what it can’t write, and is not held up by it, live or from the outbox', async () => {
    await tells('before', unspeakable, 'behind')
    pump.online()
    await isKept(2)
    await tells(unspeakable, 'live')
    await isKept(2, 4)
    assert.deepEqual(sent, ['before', 'behind', 'live'])
    assert.deepEqual(logged, Array(2).fill('a notice could not be written'))
    pump.offline()
    pump.online()
    await tells('after the break')
    await isKept(2, 4)
    assert.deepEqual(sent.slice(3), ['after the break'])
  })

  it('asks again when the server did not say that it has them, though nothing more is sent', async () => {
    barriers = [() => Promise.reject(new Error('no answer to a ping'))]
    pump.online()
    await tells('once')
    await isKept()
    assert.deepEqual(sent, ['once'])
    assert.deepEqual(logged, ['what was sent is not confirmed yet'])
  })

  it('confirms what a new stream sent while the old one still waits for its answer', async () => {
    let answer = (): void => undefined
    const asked = new Promise<void>((resolve) => {
      barriers = [
        () =>
          new Promise((late) => {
            answer = late
            resolve()
          }),
      ]
    })
    pump.online()
    await tells('on the old one')
    await asked
    pump.offline()
    pump.online()
    await isKept()
    assert.deepEqual(sent, ['on the old one', 'on the old one'])
    answer()
  })
})

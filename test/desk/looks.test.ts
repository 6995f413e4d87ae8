// Looks beside turns, on either database: neither waits for the other, and a look changes nothing.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openQueue } from '../../component/desk/staff.ts'
import type { Turn } from '../../component/desk/turn.ts'
import { type Database, openDatabase, openReader } from '../../component/store/database.ts'
import { type Look, openLooks } from '../../component/store/looks.ts'
import { openTurns, type Turns } from '../../component/store/turns.ts'
import { freshDatabase } from '../harness/database.ts'

describe('a look', () => {
  let folder = ''
  let open: Database[] = []
  let turns: Turns
  let look: Look

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bellhop-looks-'))
    const url = await freshDatabase(folder)
    open = [openDatabase(url), openReader(url)]
    const around = { random: Math.random, clock: () => new Date() }
    turns = openTurns(open[0] as Database, { ...around, posted: () => undefined })
    look = openLooks(open[1] as Database, around)
  })
  after(async () => {
    for (const db of open) await db.destroy()
    rmSync(folder, { recursive: true, force: true })
  })

  const queues = ({ tx }: Turn): Promise<string[]> => tx('queues').orderBy('name').pluck('name')
  const opens = (name: string) => turns.run((turn) => openQueue(turn, { name, title: name }))
  /** Work that has begun, and goes on when it is told to. */
  const held = <T>(work: (turn: Turn, goOn: Promise<void>) => Promise<T>, run: Turns['run']) => {
    let goOn = (): void => undefined
    const told = new Promise<void>((resolve) => {
      goOn = resolve
    })
    let done: Promise<T> | undefined
    const began = new Promise<void>((resolve) => {
      done = run(async (turn) => {
        await turn.tx('queues').first('name')
        resolve()
        return work(turn, told)
      })
    })
    return began.then(() => ({ goOn, done: done as Promise<T> }))
  }

  it('sees what was committed, and waits for no turn', async () => {
    await opens('support')
    const turn = await held(async (own, told) => {
      await openQueue(own, { name: 'billing', title: 'Billing' })
      await told
    }, turns.run)
    assert.deepEqual(await look(queues), ['support'])
    turn.goOn()
    await turn.done
    assert.deepEqual(await look(queues), ['billing', 'support'])
  })

  it('keeps no turn waiting, and sees all at one moment however long it takes', async () => {
    const long = await held(async (own, told) => {
      await told
      return queues(own)
    }, look)
    await opens('sales')
    assert.deepEqual(await look(queues), ['billing', 'sales', 'support'])
    long.goOn()
    assert.deepEqual(await long.done, ['billing', 'support'])
  })

  it('writes nothing and tells nothing', async () => {
    await assert.rejects(
      look((turn) => openQueue(turn, { name: 'secret', title: 'Secret' })),
      /readonly|read-only/,
    )
    await assert.rejects(
      look(async ({ notices }) => notices.push({ kind: 'probe', to: 'ann@agents.test', from: '' })),
      /something to tell/,
    )
    assert.deepEqual(await look(queues), ['billing', 'sales', 'support'])
  })
})

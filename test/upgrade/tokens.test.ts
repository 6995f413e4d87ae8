// A database from before there was e-mail: visitors' tokens move to a table of their own, and back.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Knex } from 'knex'
import { openDatabase } from '../../component/store/database.ts'
import { findVisitorByToken } from '../../component/store/visitors.ts'
import { findPostgres, startPostgres } from '../harness/postgres.ts'

interface Migration {
  up(knex: Knex): Promise<void>
  down(knex: Knex): Promise<void>
}
const before = ['001_desk', '002_allocation', '003_messages', '004_issues', '005_search']

async function movesTokens(url: string): Promise<void> {
  const db = openDatabase(url)
  const load = (name: string): Promise<Migration> => import(`../../migrations/${name}.ts`)
  for (const name of before) await db.transaction(async (tx) => (await load(name)).up(tx))
  const mail = await load('006_mail')
  const at = '2026-11-01T00:00:00.000Z'
  const people = ['ann', 'bob'].map((name) => ({
    jid: `${name}@v.test`,
    token_hash: name,
    first_seen: at,
    last_seen: at,
  }))
  await db('visitors').insert(people)
  await db('queues').insert({ name: 'support', title: 'Support' })
  await db('conversations').insert({
    queue: 'support',
    served_by: 'support',
    visitor: 1,
    state: 'left',
    opened_at: at,
    state_at: at,
  })

  await db.transaction((tx) => mail.up(tx))
  await db.transaction(async (tx) => {
    assert.equal((await findVisitorByToken(tx, 'ann'))?.jid, 'ann@v.test')
    assert.equal((await findVisitorByToken(tx, 'bob'))?.jid, 'bob@v.test')
    assert.equal(await findVisitorByToken(tx, 'eve'), undefined)
    await tx('visitors').insert({ jid: 'new@v.test', first_seen: at, last_seen: at })
  })

  await db.transaction((tx) => mail.down(tx))
  assert.deepEqual(await db('visitors').orderBy('id').pluck('token_hash'), ['ann', 'bob', 'none 3'])
  await db.transaction((tx) => mail.up(tx))
  assert.equal((await db('conversations')).length, 1)
  await db.destroy()
}

describe('tokens of visitors from before there was e-mail', function () {
  this.timeout(30_000)

  it('move on SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellhop-upgrade-'))
    await movesTokens(`sqlite://${join(folder, 'old.sqlite')}`)
    rmSync(folder, { recursive: true })
  })

  it('move on PostgreSQL', async function () {
    if (!findPostgres()) return this.skip()
    const postgres = await startPostgres()
    await movesTokens(await postgres.database())
    await postgres.stop()
  })
})

// `bellhop migrate`: tells how the database stands, brings it up to date, and leaves one alone that is in use or newer.
import assert from 'node:assert/strict'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hasDesk, openDatabase } from '../../component/store/database.ts'
import { lockData } from '../../ejabberd/lock.ts'
import { findPostgres, startPostgres } from '../harness/postgres.ts'
import { bellhop } from './cli.ts'

describe('bellhop migrate', function () {
  this.timeout(60_000)
  let data: string
  beforeEach(() => {
    data = mkdtempSync(join(tmpdir(), 'bellhop-migrate-'))
  })
  afterEach(() => rmSync(data, { recursive: true, force: true }))

  const run = (...words: string[]) => bellhop(['migrate', ...words], { BELLHOP_DATA: data })

  it('makes the database, and finds it up to date after that', async () => {
    const before = await run('--status')
    assert.deepEqual([before.code, before.out], [1, ''], before.err)
    assert.match(before.err, /There is no database at sqlite:.*bellhop\.sqlite yet/)
    assert.ok(!existsSync(join(data, 'bellhop.sqlite')), 'asking makes none')
    const first = await run('--json')
    assert.equal(first.code, 0, first.err)
    const { done } = JSON.parse(first.out) as { done: string[] }
    assert.equal(done[0], '001_desk')
    assert.ok(done.length >= 9)
    const [again, status] = [await run(), await run('--status')]
    assert.deepEqual([again.code, again.out], [0, 'The database is up to date.\n'])
    assert.match(status.out, /^001_desk +\d{4}-\d\d-\d\dT/)
    assert.equal(status.out.trim().split('\n').length, done.length)
  })

  it('changes nothing while a desk runs on the data folder, nor for a newer Bellhop’s database', async () => {
    const lock = lockData(data)
    assert.ok('release' in lock)
    const refused = await run()
    assert.equal(refused.code, 1)
    assert.match(refused.err, new RegExp(`A Bellhop \\(process ${process.pid}\\) is running on .*: stop it first`))
    assert.ok(!existsSync(join(data, 'bellhop.sqlite')))
    lock.release()
    assert.equal((await run()).code, 0)
    const db = openDatabase(`sqlite://${join(data, 'bellhop.sqlite')}`)
    await db('knex_migrations').insert({ name: '999_later', batch: 9, migration_time: new Date() })
    await db.destroy()
    const newer = await run()
    assert.equal(newer.code, 1)
    assert.match(newer.err, /that of a newer Bellhop, which did 999_later/)
    assert.match((await run('--status')).out, /^999_later .*of a newer Bellhop$/m)
  })

  it('says when the database can’t be used', async () => {
    const gone = await bellhop(['migrate'], {
      BELLHOP_DATA: data,
      BELLHOP_DATABASE: 'postgres://x:secret@127.0.0.1:1/x',
    })
    assert.equal(gone.code, 3)
    assert.match(gone.err, /The database at postgres:\/\/…@127\.0\.0\.1:1\/x can’t be used: .*ECONNREFUSED/)
    assert.doesNotMatch(gone.err, /secret/)
  })

  it('changes nothing while a desk elsewhere is connected to its PostgreSQL', async function () {
    if (!findPostgres()) this.skip()
    const postgres = await startPostgres()
    const database = await postgres.database()
    const desk = openDatabase(database)
    await desk.raw('SELECT 1')
    assert.equal(await hasDesk(desk), true)
    const env = { BELLHOP_DATA: data, BELLHOP_DATABASE: database }
    const refused = await bellhop(['migrate'], env)
    assert.equal(refused.code, 1, refused.err)
    assert.match(refused.err, /A desk is connected to postgres:.*: stop it first/)
    await desk.destroy()
    assert.equal((await bellhop(['migrate'], env)).code, 0)
    await postgres.stop()
  })
})

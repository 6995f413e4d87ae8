// Backups of a Bellhop that stands still: what is in them, what is refused and why, and that a refusal changes nothing.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { backUp } from '../../component/cli/backup.ts'
import { type RestoreOptions, restore } from '../../component/cli/restore.ts'
import { ownPath } from '../../component/cli/work-folder.ts'
import { readConfig } from '../../component/config.ts'
import { loadSecrets } from '../../component/secrets.ts'
import { migrate, openDatabase, type Tx } from '../../component/store/database.ts'
import { bellhop } from './cli.ts'

const progress = () => undefined
const at = '2026-11-22T12:00:00.000Z'

describe('A backup', () => {
  const shelf = mkdtempSync(join(tmpdir(), 'bellhop-restore-'))
  const data = join(shelf, 'data')
  const file = join(shelf, 'b.tar.gz')
  const env = {
    BELLHOP_DATA: data,
    BELLHOP_GRACE: '5',
    BELLHOP_SMTP_URL: 'smtp://u:hidden@mail.test',
    BELLHOP_MAIL_FROM: 'a@b.test',
  }
  const empty = (name: string) => readConfig({ BELLHOP_DATA: join(shelf, name) })
  const save = (target: string, force = false) => backUp(readConfig(env), { target, force, env, progress })
  const bring = (name: string, more: Partial<RestoreOptions> = {}) => restore(empty(name), { file, progress, ...more })

  before(async () => {
    loadSecrets(data)
    mkdirSync(join(data, 'upload', 'upload.visitors.localhost', 'ab'), { recursive: true })
    writeFileSync(join(data, 'upload', 'upload.visitors.localhost', 'ab', '收据.txt'), 'paid')
    mkdirSync(join(data, 'ejabberd', 'spool'), { recursive: true })
    writeFileSync(join(data, 'ejabberd', 'spool', 'passwd.DCD'), 'as it lay there')
    await inDesk(join(data, 'bellhop.sqlite'), fill)
    await inSqlite(join(data, 'ejabberd', 'messages-agents.sqlite'), keepOffline)
    await save(file)
  })
  after(() => rmSync(shelf, { recursive: true, force: true }))

  it('can be checked with nothing but tar and sha256sum, and names the settings but for passwords', () => {
    const folder = join(shelf, 'by hand')
    mkdirSync(folder)
    execFileSync('tar', ['xzf', file, '-C', folder])
    execFileSync('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: folder })
    const manifest = readFileSync(join(folder, 'manifest.json'), 'utf8')
    assert.deepEqual(JSON.parse(manifest).settings, { BELLHOP_GRACE: '5', BELLHOP_MAIL_FROM: 'a@b.test' })
    assert.doesNotMatch(manifest, /hidden/)
  })

  it('brings back secrets, uploads and ejabberd’s files, and needs nothing of what was there', async () => {
    const { manifest } = await bring('second')
    assert.equal(manifest.ejabberd, 'files')
    for (const name of ['secrets.json', 'upload/upload.visitors.localhost/ab/收据.txt', 'ejabberd/spool/passwd.DCD'])
      assert.deepEqual(readFileSync(join(shelf, 'second', name)), readFileSync(join(data, name)), name)
    assert.deepEqual(
      readdirSync(shelf).filter((name) => name.includes('restoring')),
      [],
    )
  })

  it('has a desk that numbers go on from, and that sends nothing again of what waits for somebody who is away', async () => {
    await inDesk(join(shelf, 'second', 'bellhop.sqlite'), async (tx) => {
      assert.deepEqual(await tx('outbox').orderBy('id').pluck('id'), [2, 3])
      const [message] = await tx('messages').insert(message7()).returning('id')
      assert.equal(message.id, 1_000_001)
      const [conversation] = await tx('conversations')
        .insert({ ...conversation1(), state: 'closed' })
        .returning('id')
      assert.equal(conversation.id, 1001)
    })
  })

  it('does not take the place of a file, unless told to', async () => {
    const was = readFileSync(file)
    await assert.rejects(save(file), /is there already; --force/)
    assert.deepEqual(readFileSync(file), was)
    const other = join(shelf, 'other.tgz')
    writeFileSync(other, 'something else')
    await save(other, true)
    execFileSync('tar', ['tzf', other])
  })

  it('gets a name of its own in a folder, and clears away what a killed one has left', async () => {
    const folder = join(shelf, 'nightly')
    mkdirSync(join(folder, '.bellhop-backup-4194305'), { recursive: true }) // above every process id of Linux
    const done = await save(folder)
    assert.match(done.file, /nightly\/bellhop-\d{4}-\d\d-\d\dT\d{6}\.\d{3}Z\.tar\.gz$/)
    assert.deepEqual(readdirSync(folder), [done.file.slice(folder.length + 1)])
  })

  it('is refused, and leaves nothing, where there is no Bellhop, no such folder, or a damaged database', async () => {
    const target = join(shelf, 'never.tar.gz')
    await assert.rejects(backUp(empty('nothing'), { target, env, progress }), /there is no Bellhop in .*BELLHOP_DATA/)
    await assert.rejects(save(join(shelf, 'no', 'b.tar.gz')), /no cannot be read/)
    await assert.rejects(save(join(shelf, 'b.zip')), /must end in \.tar\.gz/)
    const broken = join(shelf, 'broken')
    cpSync(data, broken, { recursive: true })
    const database = join(broken, 'bellhop.sqlite')
    const bytes = readFileSync(database)
    writeFileSync(database, bytes.fill(0xff, 8192, 65_536))
    const config = empty('broken')
    await assert.rejects(backUp(config, { target, env, progress }), /nothing was backed up: .*(damaged|malformed)/)
    assert.ok(!existsSync(target))
    assert.deepEqual(
      readdirSync(shelf).filter((name) => name.startsWith('.')),
      [],
    )
  })

  const spoilt: [string, (folder: string) => void, RegExp][] = [
    [
      'with a byte changed',
      (f) => appendFileSync(join(f, 'data/secrets.json'), ' '),
      /damaged: data\/secrets\.json is not/,
    ],
    ['with a file missing', (f) => rmSync(join(f, 'data/secrets.json')), /damaged: data\/secrets\.json is missing/],
    [
      'with a file more',
      (f) => writeFileSync(join(f, 'data/more'), ''),
      /has a file that it does not name: data\/more/,
    ],
    ['without its end', (f) => rmSync(join(f, 'SHA256SUMS')), /not whole/],
    ['without a manifest', (f) => rmSync(join(f, 'manifest.json')), /not a backup made by bellhop/],
    [
      'of a newer Bellhop',
      (f) => change(f, { migrations: ['999_future'] }),
      /newer Bellhop .*restore it with that one/,
    ],
    ['in a newer format', (f) => change(f, { format: 2 }), /newer Bellhop/],
  ]
  for (const [what, spoil, why] of spoilt) {
    it(`${what} is refused`, async () => {
      const folder = mkdtempSync(join(shelf, 'spoilt-'))
      execFileSync('tar', ['xzf', file, '-C', folder])
      spoil(folder)
      const again = join(folder, '..', 'spoilt.tar.gz')
      execFileSync('tar', ['czf', again, '-C', folder, '.'])
      await assert.rejects(bring('third', { file: again }), why)
      assert.ok(!existsSync(join(shelf, 'third')))
    })
  }

  it('that is cut short, or none at all, is refused', async () => {
    const cut = join(shelf, 'cut.tar.gz')
    const whole = readFileSync(file)
    for (const bytes of [whole.subarray(0, whole.length / 2), Buffer.from('hello'), Buffer.alloc(0)]) {
      writeFileSync(cut, bytes)
      await assert.rejects(bring('third', { file: cut }), /cannot be read as a backup|not a backup/)
    }
    await assert.rejects(
      bring('third', { file: join(shelf, 'nowhere.tar.gz') }),
      /nowhere\.tar\.gz cannot be read.*ENOENT/,
    )
    assert.ok(!existsSync(join(shelf, 'third')))
  })

  it('is for its own domain, and its own kind of database', async () => {
    const elsewhere = readConfig({ BELLHOP_DATA: join(shelf, 'third'), BELLHOP_DOMAIN: 'shop.example' })
    await assert.rejects(restore(elsewhere, { file, progress }), /of BELLHOP_DOMAIN=localhost; this is shop\.example/)
    const postgres = readConfig({ BELLHOP_DATA: join(shelf, 'third'), BELLHOP_DATABASE: 'postgres://x@localhost/y' })
    await assert.rejects(restore(postgres, { file, progress }), /of a desk on SQLite; leave BELLHOP_DATABASE out/)
    assert.ok(!existsSync(join(shelf, 'third')))
  })

  it('clears away what one that was killed has left, and no other', async () => {
    const [dead, other] = ['tidy.restoring-4194305', 'tidy.restoring-x'].map((name) => join(shelf, name)) as [
      string,
      string,
    ]
    for (const folder of [dead, other]) mkdirSync(folder)
    await bring('tidy')
    assert.deepEqual([existsSync(dead), existsSync(other)], [false, true])
    const left = join(data, 'ejabberd', 'backup-4194305')
    writeFileSync(left, 'accounts')
    assert.match(await ownPath(join(data, 'ejabberd'), 'backup-'), new RegExp(`/backup-${process.pid}$`))
    assert.ok(!existsSync(left))
  })

  it('goes where a link leads, and not to the root of another disk', async () => {
    const [place, link] = [join(shelf, 'led to'), join(shelf, 'link')]
    mkdirSync(place)
    symlinkSync(place, link)
    const done = await bellhop(['restore', file, '--data', link], {})
    assert.equal(done.code, 0, done.err)
    assert.ok(existsSync(join(place, 'secrets.json')) && lstatSync(link).isSymbolicLink())
    await assert.rejects(
      restore(readConfig({ BELLHOP_DATA: '/dev/shm' }), { file, force: true, progress }),
      /\/dev\/shm is another disk’s; name a folder in it/,
    )
  })

  it('is refused in words where nothing can be written', async () => {
    const { code, err } = await bellhop(['restore', file, '--data', '/proc/bellhop'], {})
    assert.equal(code, 1)
    assert.match(err, /^bellhop: nothing can be written in \/proc: ENOENT/)
  })

  it('leaves a folder that is not empty alone, and with force moves it aside', async () => {
    mkdirSync(join(shelf, 'full'))
    writeFileSync(join(shelf, 'full', 'mine'), 'mine')
    await assert.rejects(bring('full'), /full is not empty; --force moves/)
    assert.deepEqual(readdirSync(join(shelf, 'full')), ['mine'])
    const { aside } = await bring('full', { force: true })
    assert.equal(readFileSync(join(aside[0] as string, 'mine'), 'utf8'), 'mine')
    assert.ok(existsSync(join(shelf, 'full', 'secrets.json')))
  })

  it('puts the database where the settings say', async () => {
    const database = join(shelf, 'apart', 'desk.sqlite')
    const settings = { BELLHOP_DATA: join(shelf, 'fourth'), BELLHOP_DATABASE: `sqlite://${database}` }
    await restore(readConfig(settings), { file, progress })
    assert.ok(existsSync(database) && !existsSync(join(shelf, 'fourth', 'bellhop.sqlite')))
    rmSync(join(shelf, 'fourth'), { recursive: true })
    await assert.rejects(restore(readConfig(settings), { file, progress }), /desk\.sqlite is not empty/)
    // The log of a desk that was killed would be played into the new database.
    rmSync(database)
    writeFileSync(`${database}-wal`, 'old')
    await assert.rejects(restore(readConfig(settings), { file, progress }), /desk\.sqlite-wal is not empty/)
  })
})

function change(folder: string, to: object): void {
  const path = join(folder, 'manifest.json')
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...to }))
}

async function inDesk(path: string, work: (tx: Tx) => Promise<void>): Promise<void> {
  const db = openDatabase(`sqlite://${path}`)
  await migrate(db)
  await db.transaction(work).finally(() => db.destroy())
}

async function inSqlite(path: string, work: (tx: Tx) => Promise<void>): Promise<void> {
  const db = openDatabase(`sqlite://${path}`)
  await db.transaction(work).finally(() => db.destroy())
}

const conversation1 = () => ({ queue: 'support', visitor: 1, state: 'left', opened_at: at, state_at: at })
const message7 = () => ({ conversation: 1, author: 'visitor', body: '你好', lang: 'zh', at })

/** A conversation, and three messages on their way to Ann. */
async function fill(tx: Tx): Promise<void> {
  await tx('queues').insert({ name: 'support', title: 'Support' })
  await tx('visitors').insert({ jid: 'v@visitors.localhost', first_seen: at, last_seen: at })
  await tx('conversations').insert(conversation1())
  await tx('messages').insert(message7())
  const notice = { kind: 'message', to: 'ann@agents.localhost', from: 'chat-1', body: '你好', lang: 'zh' }
  for (const id of ['m-1', 'm-2', undefined])
    await tx('outbox').insert({ notice: JSON.stringify({ ...notice, id }), at })
}

/** What ejabberd 23.01 keeps for Ann, who is away: the first of the three, and one of the same number from elsewhere. */
async function keepOffline(tx: Tx): Promise<void> {
  await tx.raw('CREATE TABLE spool (username text NOT NULL, xml text NOT NULL, seq INTEGER PRIMARY KEY AUTOINCREMENT)')
  const xml = (from: string, id: string) =>
    `<message to='ann@agents.localhost' from='${from}' id='${id}'><body>你好</body></message>`
  await tx('spool').insert({ username: 'ann', xml: xml('chat-1@desk.localhost', 'm-1') })
  await tx('spool').insert({ username: 'ann', xml: xml('chat-2@desk.localhost', 'm-2') })
}

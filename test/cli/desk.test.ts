// `bellhop`, built and run as people and scripts run it, against a real desk.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { until } from '../harness/until.ts'
import { type ApiDesk, fill, jidOf, openApiDesk, settled, visitorOf } from '../http/api/desk.ts'
import { bellhop, type Ended, envOf, root } from './cli.ts'

describe('bellhop', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
    await settled(desk)
  })
  after(() => desk?.stop())

  const run = (words: string[], stdin = '') => bellhop(words, envOf(desk), stdin)
  /** Ended well; gives what it printed. */
  async function does(words: string[], stdin = ''): Promise<string> {
    const { code, out, err } = await run(words, stdin)
    assert.equal(code, 0, `${words.join(' ')}: ${err}`)
    return out
  }
  const json = async (...words: string[]) => JSON.parse(await does([...words, '--json']))
  /** Ended with this code, this said on stderr, and nothing on stdout. */
  function isRefused({ code, out, err }: Ended, wanted: number, said: RegExp): void {
    assert.match(err, said)
    assert.deepEqual([code, out], [wanted, ''], err)
    assert.doesNotMatch(err, /\n {4}at /, 'no stack')
  }

  it('takes somebody on, shows and changes him', async () => {
    const made = await json(
      'agent',
      'add',
      'dora',
      '--name',
      'Dora 朵拉',
      '--queue',
      'support',
      '--role',
      'agent',
      '--role',
      'handler',
    )
    assert.deepEqual([made.roles, made.queues, made.password.length], [['agent', 'handler'], ['support'], 19])
    const [text, list] = await Promise.all([does(['agent', 'show', 'dora']), does(['agent', 'list'])])
    assert.match(text, /^name +Dora 朵拉$/m)
    assert.match(text, /^queues +support$/m)
    // Under each other, though Chinese is wider.
    const [head = '', ...rows] = list.split('\n')
    assert.match(head, /^USER +NAME +ROLES/)
    assert.match(rows.find((row) => row.startsWith('dora')) ?? '', /^dora {2}Dora 朵拉 {2}agent, handler {2}support/)
    assert.match(rows.find((row) => row.startsWith('ann')) ?? '', /^ann {3}Ann {8}agent/)
    const changed = await json('handler', 'change', 'dora', '--queue', '', '--quiet', '20:00-07:00 Asia/Shanghai')
    assert.deepEqual([changed.queues, changed.quiet], [[], { zone: 'Asia/Shanghai', from: '20:00', to: '07:00' }])
    assert.equal((await json('agent', 'change', 'dora', '--quiet', '')).quiet, null)
  })

  it('takes passwords from stdin, and shows none that was given', async () => {
    const { code, out } = await run(
      ['agent', 'password', 'bob', '--password-stdin', '--json'],
      'a long password 密码\n',
    )
    assert.deepEqual([code, JSON.parse(out).password], [0, null])
    const passwords = () =>
      desk.accounts.filter(({ jid }) => jid === jidOf('bob')).map(({ sealed }) => sealed && desk.seal.open(sealed))
    await until(() => passwords().includes('a long password 密码'), 'the password with ejabberd')
    isRefused(
      await run(['agent', 'password', 'bob', '--password-stdin'], 'short'),
      2,
      /--password-stdin must be a password of 10/,
    )
    isRefused(await run(['agent', 'password', 'bob', '--password-stdin']), 2, /no line for it on stdin/)
    isRefused(await run(['agent', 'password', 'bob', '--password', 'a long password']), 2, /--password is no option/)
  })

  it('asks for a password on a terminal without showing it', async () => {
    const typed = 'typed by hand 密码'
    const command = `${process.execPath} ${join(root, 'bellhop.mjs')} agent password cem --password-stdin --json`
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      env: { ...process.env, ...envOf(desk), TERM: 'xterm' },
    })
    let seen = ''
    child.stdout.on('data', (chunk) => {
      seen += chunk
    })
    const ended = new Promise((resolve) => child.on('close', resolve))
    await until(() => seen.includes('password: '), 'the question', 20_000)
    child.stdin.write(`${typed}\r`)
    await until(() => seen.includes('once more: '), 'the second question', 20_000)
    child.stdin.write(`${typed}\r`)
    assert.equal(await ended, 0, seen)
    assert.match(seen, /"user": "cem"/)
    assert.doesNotMatch(seen, /typed by/)
  })

  it('refuses what is wrong before anything is sent, and names the option', async () => {
    const nowhere = { BELLHOP_URL: 'http://127.0.0.1:1', BELLHOP_TOKEN: 'x' }
    const [missing, group, json] = await Promise.all([
      bellhop(['agent', 'add', 'eve'], nowhere),
      bellhop(['agent', 'lsit'], nowhere),
      bellhop(['issue', 'priority', '1', 'soon', '--json'], nowhere),
    ])
    isRefused(missing, 2, /^bellhop: --name is missing: it must be a name of 1 to 100 characters in one line\.$/m)
    isRefused(group, 2, /did you mean “bellhop agent list”/)
    const error = 'PRIORITY must be low, normal, high or urgent.'
    assert.deepEqual([json.code, JSON.parse(json.err)], [2, { error, field: 'priority', exit: 2 }])
  })

  it('tells refusals of the desk with exit code 1, as JSON for scripts', async () => {
    isRefused(await run(['agent', 'add', 'ann', '--name', 'Ann']), 1, /^bellhop: “ann” is on the desk already\.$/m)
    const { code, err } = await run(['issue', 'show', '99', '--json'])
    assert.equal(code, 1)
    assert.deepEqual({ ...JSON.parse(err), error: '' }, { error: '', status: 404, exit: 1 })
    // The desk knows what no schema says; that is wrongly written all the same.
    isRefused(await run(['visitor', 'ban', '2', '2001-01-01T00:00:00Z']), 2, /UNTIL must be a time to come/)
  })

  it('says that an answer could not be written, and which Bellhop it is', async () => {
    const line = `"${process.execPath}" bellhop.mjs agent list 2>&1 > /dev/full`
    const full = spawn('sh', ['-c', line], { cwd: root, env: { ...process.env, ...envOf(desk) } })
    const [[code], said] = await Promise.all([once(full, 'close'), text(full.stdout)])
    assert.match(said, /^bellhop: the answer cannot be written: .*ENOSPC/)
    assert.equal(code, 1)
    assert.match(await does(['--version']), /^\d+\.\d+\.\d+\n$/)
    isRefused(await run(['events', '--count', '0']), 2, /--count must be a whole number from 1 on/)
    isRefused(await bellhop(['agent', 'list'], { BELLHOP_TOKEN: 'a b' }), 2, /BELLHOP_TOKEN must be a token/)
  })

  it('takes people by user name or by JID, and says so where it is neither', async () => {
    const whole = 'bob@agents.test'
    for (const bob of ['bob', whole]) {
      assert.equal((await json('conversation', 'assign', '3', bob)).agent, whole)
      await does(['conversation', 'release', '3'])
    }
    assert.equal(
      (await json('type', 'set', 'billing', '--handler', 'hana', '--backup', '')).handler,
      'hana@agents.test',
    )
    await does(['issue', 'handler', '1', 'lea'])
    const [short, long] = [
      await json('issue', 'list', '--handler', 'lea'),
      await json('issue', 'list', '--handler', 'lea@agents.test'),
    ]
    assert.deepEqual(short, long)
    assert.ok(short.items.length > 0)
    for (const list of ['conversation', 'claim']) await does([list, 'list', '--agent', 'bob'])
    await does(['figures', 'waiting', '--agent', 'bob'])
    isRefused(await run(['conversation', 'assign', '3', 'nobody']), 1, /There is nobody “nobody” on the desk/)
    const neither = /AGENT must be a user name such as ann, or a JID such as ann@agents\.example\.org/
    for (const wrong of ['Bob Ö', '@agents.test'])
      isRefused(await run(['conversation', 'assign', '3', wrong]), 2, neither)
  })

  it('gives lists as tables, JSON and CSV, a page or all of it', async () => {
    await desk.run(async (turn) => {
      for (const name of ['x', 'y,z', '=1']) await visitorOf(turn, name)
    })
    const [page, lines, csv, table] = await Promise.all([
      run(['visitor', 'list', '--limit', '2']),
      does(['visitor', 'list', '--limit', '2', '--sort', '-id', '--all', '--json']),
      does(['visitor', 'list', '--limit', '2', '--all', '--csv']),
      does(['visitor', 'list', '--limit', '4', '--all']),
    ])
    assert.equal(page.out.trim().split('\n').length, 3)
    const [, cursor = ''] = /There is more: --all, or --cursor (\S+)/.exec(page.err) ?? []
    const all = lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).id as number)
    assert.deepEqual(all, [6, 5, 4, 3, 2, 1])
    assert.equal(csv.trim().split('\r\n').length, 7, 'one line of names')
    assert.match(csv, /^id,name,email/)
    assert.equal(table.trim().split('\n').length, 7)
    const second = await json('visitor', 'list', '--limit', '2', '--cursor', cursor)
    assert.equal(second.items.length, 2)
    const none = await run(['visitor', 'list', '--words', 'nobody'])
    assert.deepEqual([none.code, none.out, none.err], [0, '', 'There is none.\n'])
  })

  it('prints transcripts, figures and issues for people', async () => {
    const [transcript, figures, figure, overview, scenes] = await Promise.all([
      does(['conversation', 'transcript', '1']),
      does(['figures', '--by', 'queue']),
      json('figures', 'waiting'),
      does(['overview']),
      does(['issue', 'scenes', '1']),
    ])
    assert.match(transcript, /\] Li: 你好, where is my refund\?\n/)
    assert.match(figures, /^waiting +support +1 /m)
    assert.equal(figure.items[0].group, 'all')
    assert.match(overview, /^conversations +active 1, left 1, waiting 1$/m)
    assert.match(scenes, /Li {3}你好, where is my refund\?/)
  })

  it('does a thing once for one key, and not if it was changed meanwhile', async () => {
    const words = ['token', 'add', 'wallboard', '--scope', 'read', '--once', 'today', '--json']
    const [first, again] = [JSON.parse(await does(words)), JSON.parse(await does(words))]
    assert.deepEqual([again.id, again.token], [first.id, first.token])
    const { err } = await run(['api', 'GET', '/queues/billing', '--headers'])
    const [, etag = ''] = /^etag: (.*)$/m.exec(err) ?? []
    assert.equal((await json('queue', 'change', 'billing', '--capacity', '7', '--if-match', etag)).capacity, 7)
    isRefused(
      await run(['queue', 'change', 'billing', '--capacity', '8', '--if-match', etag]),
      1,
      /was changed meanwhile/,
    )
    assert.deepEqual(await json('token', 'revoke', String(first.id)), { done: true })
  })

  it('sends any request, and takes JSON from files and from stdin', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'bellhop-cli-'))
    const file = join(folder, 'hours.json')
    writeFileSync(file, '{"zone": "UTC", "week": {"mon": [["09:00", "17:00"]]}}')
    assert.equal((await json('queue', 'change', 'billing', '--hours', `@${file}`)).hours.zone, 'UTC')
    rmSync(folder, { recursive: true })
    assert.match(await does(['queue', 'show', 'billing']), /^hours +mon 09:00-17:00 UTC$/m)
    const queue = JSON.parse(await does(['api', 'patch', '/queues/billing', '-d', '@-'], '{"title": "账单"}'))
    assert.equal(queue.title, '账单')
    const texts = await json(
      'queue',
      'set-texts',
      'billing',
      '--greeting',
      'zh=您好！',
      '--greeting',
      'en=a=b',
      '--away',
      '',
    )
    assert.deepEqual(texts, { greeting: { zh: '您好！', en: 'a=b' }, away: {} })
  })

  it('says with exit code 3 that the desk can’t be reached, and what else is there', async () => {
    const other = createServer((_, answer) =>
      answer.writeHead(200, { 'Content-Type': 'text/html' }).end('<p>hello'),
    ).listen(0, '127.0.0.1')
    await until(() => other.listening, 'another server')
    const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
    isRefused(await bellhop(['overview'], { BELLHOP_URL: url, BELLHOP_TOKEN: 'x' }), 3, /is no desk/)
    other.close()
    await until(() => !other.listening, 'its end')
    isRefused(
      await bellhop(['overview'], { BELLHOP_URL: url, BELLHOP_TOKEN: 'x' }),
      3,
      /Nothing listens at .*is the desk running\?/,
    )
    const data = join(tmpdir(), 'bellhop-there-is-none')
    isRefused(await bellhop(['overview'], { BELLHOP_DATA: data }), 3, /No desk was ever started on BELLHOP_DATA=/)
  })

  it('finds the desk of this machine by its data folder, and keeps its token to it', async () => {
    const data = mkdtempSync(join(tmpdir(), 'bellhop-cli-'))
    const secrets = { componentPassword: 'x'.repeat(16), apiPassword: 'x'.repeat(16), jwtKey: 'x'.repeat(16) }
    writeFileSync(join(data, 'secrets.json'), JSON.stringify({ ...secrets, adminToken: desk.adminToken }))
    const { hostname: host, port } = new URL(desk.http)
    writeFileSync(join(data, 'endpoints.json'), JSON.stringify({ web: { host, port: Number(port) } }))
    const env = { BELLHOP_DATA: data }
    const [found, elsewhere, wrong, misspelt] = await Promise.all([
      bellhop(['queue', 'list', '--json'], env),
      bellhop(['queue', 'list', '--url', 'http://desk.example'], env),
      bellhop(['queue', 'list', '--url', 'desk.example'], env),
      bellhop(['queue', 'list'], { ...env, BELLHOP_GRACE: 'long' }),
    ])
    rmSync(data, { recursive: true })
    assert.deepEqual([found.code, JSON.parse(found.out).items.length], [0, 2], found.err)
    isRefused(elsewhere, 2, /Put a token of the desk at desk\.example into BELLHOP_TOKEN/)
    isRefused(wrong, 2, /--url: “desk\.example” must be an address/)
    isRefused(misspelt, 2, /BELLHOP_GRACE="long" cannot be used/)
  })

  it('opens with a token only what that is for', async () => {
    const token = await desk.token(['queues'])
    const [allowed, forbidden, unknown] = await Promise.all([
      bellhop(['queue', 'list'], envOf(desk, token)),
      bellhop(['agent', 'list'], envOf(desk, token)),
      bellhop(['agent', 'list'], envOf(desk, 'bh_wrong')),
    ])
    assert.equal(allowed.code, 0, allowed.err)
    isRefused(forbidden, 1, /needs the scope “staff”/)
    isRefused(unknown, 1, /This token is not one of ours/)
  })

  it('explains itself: all, a group, a verb; and ends with 2 where no verb was named', async () => {
    const [all, group, one, none, half] = await Promise.all([
      does(['--help']),
      does(['help', 'queue']),
      does(['queue', 'add', '--help']),
      run([]),
      run(['queue']),
    ])
    assert.match(all, /^ {2}agent +add, list, show/m)
    assert.match(all, /^ {2}3 {2}the desk can’t be reached$/m)
    assert.match(group, /^bellhop queue add NAME --title TITLE +Opens a queue$/m)
    assert.match(one, /For example:\n {2}bellhop queue add sales --title 'Sales 销售'/)
    isRefused(none, 2, /bellhop VERB/)
    isRefused(half, 2, /bellhop queue list/)
  })
})

// The agent's side without a network: what messages mean, and lines that come more than once and in any order.
import assert from 'node:assert/strict'
import fc from 'fast-check'
import { parse } from 'ltx'
import { type AgentLine, withAgentLines } from '../../web-client/headless/agent/line.ts'
import { Login } from '../../web-client/headless/agent/login.ts'
import { placeOf } from '../../web-client/headless/agent/names.ts'
import { type AgentReport, readAgentMessage, readMessage } from '../../web-client/headless/agent/read.ts'
import { AgentSession } from '../../web-client/headless/agent/session.ts'
import type { WireOptions } from '../../web-client/headless/agent/wire.ts'
import { until } from '../harness/until.ts'

const domains = { agents: 'agents.test', desk: 'desk.test', rooms: 'rooms.agents.test' }
const reader = {
  me: 'ann@agents.test',
  domains,
  nickIn: (room: string) => (room === 'a@rooms.agents.test' ? 'Ann' : undefined),
}
const read = (stanza: string) => readAgentMessage(parse(stanza) as never, reader, 1000)
const lineOf = (reports: readonly AgentReport[]) =>
  reports.flatMap((report) => (report.type === 'line' ? [report.line] : []))[0]
const own = `xmlns='urn:bellhop:0'`

describe('what an agent’s messages mean', () => {
  it('knows addresses', () => {
    assert.deepEqual(placeOf('chat-12@desk.test', domains), { kind: 'chat', number: 12 })
    assert.deepEqual(placeOf('issue-3@desk.test', domains), { kind: 'issue', number: 3 })
    assert.deepEqual(placeOf('desk.test', domains), { kind: 'desk', number: 0 })
    assert.equal(placeOf('chat-0@desk.test', domains), undefined)
    assert.equal(placeOf('support@desk.test', domains), undefined)
    assert.equal(placeOf('mallory@evil.test', domains), undefined)
  })

  it('tells the visitor’s words, a colleague’s, and the desk’s', () => {
    const from = `from='chat-1@desk.test' to='ann@agents.test'`
    const visitor = read(
      `<message ${from} id='m-5'><body>Hi</body><nick xmlns='http://jabber.org/protocol/nick'>Li</nick><author ${own} kind='visitor'/></message>`,
    )
    assert.deepEqual(lineOf(visitor), { id: 'm-5', kind: 'visitor', name: 'Li', at: 1000, body: 'Hi' })
    const bob = read(
      `<message ${from} id='m-6'><body>Bob: Hi!</body><nick xmlns='http://jabber.org/protocol/nick'>Bob</nick><author ${own} kind='agent'/></message>`,
    )
    assert.deepEqual([lineOf(bob)?.kind, lineOf(bob)?.body], ['colleague', 'Hi!'])
    assert.equal(lineOf(read(`<message ${from} id='o-7'><body>(Li is away.)</body></message>`))?.kind, 'desk')
    assert.equal(read(`<message ${from} id='m-8'><body>Conversation #1 …</body></message>`)[0]?.type, 'digest')
  })

  it('takes a carbon from one’s own account only', () => {
    const carbon = (from: string) =>
      read(`<message from='${from}'><sent xmlns='urn:xmpp:carbons:2'><forwarded xmlns='urn:xmpp:forward:0'>
        <message xmlns='jabber:client' from='ann@agents.test/x' to='chat-1@desk.test' id='a1'><body>yes</body></message></forwarded></sent></message>`)
    assert.equal(lineOf(carbon('ann@agents.test'))?.kind, 'own')
    assert.equal(lineOf(carbon('bob@agents.test')), undefined)
  })

  it('shows commands as such, and “!!” as the “!” that it is', () => {
    const mine = (body: string) =>
      lineOf(
        readMessage(
          parse(`<message from='ann@agents.test' to='chat-1@desk.test' id='a'><body>${body}</body></message>`) as never,
          reader,
          { now: 1 },
        ),
      )
    assert.equal(mine('!close')?.kind, 'command')
    assert.deepEqual([mine('!!yes')?.kind, mine('!!yes')?.body], ['own', '!yes'])
  })

  it('knows its own words in a room by its name there', () => {
    const inRoom = (nick: string) =>
      lineOf(read(`<message type='groupchat' from='a@rooms.agents.test/${nick}' id='x'><body>hi</body></message>`))
    assert.equal(inRoom('Ann')?.kind, 'own')
    assert.equal(inRoom('Bob')?.kind, 'colleague')
    assert.equal(
      lineOf(read(`<message type='groupchat' from='a@rooms.agents.test' id='x'><body>topic</body></message>`)),
      undefined,
    )
  })

  it('reads an offer of a conversation, and an issue’s news', () => {
    const [offer] = read(
      `<message from='desk.test'><offer ${own} conversation='4' name='Bob' visitor='Li' note='' seconds='30'/></message>`,
    )
    assert.deepEqual(offer?.type === 'offer' && offer.offer, {
      conversation: 4,
      name: 'Bob',
      visitor: 'Li',
      note: '',
      until: 31_000,
    })
    const [news] = read(
      `<message from='issue-2@desk.test'><issue xmlns='urn:bellhop:issue:0' number='2' state='open'/></message>`,
    )
    assert.equal(news?.type === 'issue' && news.issue.number, '2')
  })
})

describe('an agent’s lines', () => {
  const line = fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    place: fc.constantFrom(undefined, 1, 2, 3),
    state: fc.constantFrom('sending', 'stored', 'read' as const),
  })
  it('are each there once, whatever comes how often, and no state goes back', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (reports) => {
        let lines: readonly AgentLine[] = []
        const best = new Map<string, number>()
        const rank = ['sending', 'failed', 'stored', 'read']
        for (const [at, { id, place, state }] of reports.entries()) {
          const report = { id, kind: 'own', body: id, at, name: '', state, ...(place ? { place } : {}) } as AgentLine
          lines = withAgentLines(lines, [report])
          best.set(id, Math.max(best.get(id) ?? 0, rank.indexOf(state)))
        }
        assert.deepEqual(lines.map(({ id }) => id).sort(), [...best.keys()].sort())
        for (const { id, state } of lines) assert.equal(rank.indexOf(state ?? ''), best.get(id))
      }),
    )
  })

  it('keep nothing of what was taken back', () => {
    const said: AgentLine = {
      id: 'a',
      kind: 'visitor',
      body: 'secret',
      at: 1,
      name: 'Li',
      file: 'https://x.test/a.png',
    }
    const news: AgentLine = { id: 'a', kind: 'visitor', body: '', at: 9, name: '', patch: true, retracted: true }
    const [gone] = withAgentLines([said], [news])
    assert.deepEqual([gone?.body, gone?.file, gone?.retracted], ['', undefined, true])
    assert.equal(withAgentLines([gone as AgentLine], [said])[0]?.body, '')
  })
})

describe('an agent at work', () => {
  const nothing = parse(`<iq><fin xmlns='urn:xmpp:mam:2' complete='true'/></iq>`) as never

  /** A session with a server that has nothing to tell, or answers so. */
  async function atWork(answer = (_: string, _hear: (stanza: string) => void) => nothing) {
    const sent: string[] = []
    const login = new Login({ jid: 'ann@agents.test', password: 'hers' })
    let hear = (_: Parameters<WireOptions['onStanza']>[0]): void => undefined
    let drop = (): void => undefined
    const closed = new Promise<void>((resolve) => {
      drop = resolve
    })
    const wire = ({ onStanza }: WireOptions) => {
      hear = onStanza
      const send = (stanza: { toString(): string }) => void sent.push(String(stanza))
      const ask = async (iq: { toString(): string }) => answer(String(iq), (stanza) => hear(parse(stanza) as never))
      const connection = { domain: 'agents.test', resumed: false, closed, drop, send, ask }
      return { connect: async () => connection as never, end: async () => drop() }
    }
    const unsent = { save: async () => undefined, load: async () => [] }
    const standing = { load: () => undefined, save: () => undefined }
    const session = new AgentSession({ login, websocket: '', domains, lang: 'en', unsent, standing, wire })
    await session.start()
    await until(() => session.store.state.ready, 'the session')
    return { session, sent, hear: (stanza: string) => hear(parse(stanza) as never) }
  }

  it('takes back what it showed of a correction that was refused, and says so', async () => {
    const chat = 'chat-1@desk.test'
    const { session, sent, hear } = await atWork()
    const reasons: string[] = []
    session.onEvent((event) => event.type === 'refused' && reasons.push(event.reason))
    const line = { id: 'a', kind: 'own', body: 'tomorow', at: 1, name: '', state: 'stored' } as const
    session.store.change(chat, (thread) => ({ ...thread, lines: [line] }))
    assert.equal(session.talking.correct(chat, 'a', 'tomorrow'), true)
    const shown = () => session.store.thread(chat)?.lines.map(({ body }) => body)
    assert.deepEqual(shown(), ['tomorrow'])
    const id = /id="([^"]+)"/.exec(sent.find((stanza) => stanza.includes('tomorrow')) ?? '')?.[1]
    hear(`<message type='error' from='${chat}' id='${id}'><error type='cancel' by='desk.test'>
      <conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/>
      <text xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'>Too late.</text></error></message>`)
    assert.deepEqual(shown(), ['tomorow'])
    assert.deepEqual(reasons, ['Too late.'])
    await session.stop()
  })

  it('shows a scene from its beginning, however long it is', async () => {
    const issue = 'issue-1@desk.test'
    const { session } = await atWork((iq, hear) => {
      const [, queryid] = /queryid="([^"]+)"/.exec(iq) ?? []
      if (!queryid || !iq.includes(`to="${issue}"`)) return nothing
      const id = iq.includes('<before>5</before>') ? 4 : 5
      hear(`<message from='${issue}'><result xmlns='urn:xmpp:mam:2' id='${id}' queryid='${queryid}'>
        <forwarded xmlns='urn:xmpp:forward:0'><message from='${issue}' id='m-${id}'><body>line ${id}</body>
        <author ${own} kind='visitor'/></message></forwarded></result></message>`)
      return parse(`<iq><fin xmlns='urn:xmpp:mam:2' complete='${id === 4}'><set xmlns='http://jabber.org/protocol/rsm'>
        <first>${id}</first><last>${id}</last></set></fin></iq>`) as never
    })
    const scene = await session.scene(issue)
    assert.deepEqual([scene?.complete, scene?.lines.map(({ body }) => body)], [true, ['line 4', 'line 5']])
    await session.stop()
  })

  it('forgets a line that was refused and is discarded, and no other', async () => {
    const chat = 'chat-1@desk.test'
    const kept: string[][] = []
    const { session, sent, hear } = await atWork()
    session.store.subscribe(({ threads }) => kept.push((threads.get(chat)?.lines ?? []).map(({ body }) => body)))
    session.say(chat, { body: 'too late' })
    const id = /id="([^"]+)"/.exec(sent.find((stanza) => stanza.includes('too late')) ?? '')?.[1] ?? ''
    session.talking.discard(chat, id)
    assert.deepEqual(kept.at(-1), ['too late'])
    hear(`<message type='error' from='${chat}' id='${id}'><error type='cancel' by='desk.test'>
      <conflict xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></message>`)
    session.talking.discard(chat, id)
    assert.deepEqual(kept.at(-1), [])
    await session.stop()
  })

  it('corrects words into words, also when they begin with “!” now', async () => {
    const chat = 'chat-1@desk.test'
    const { session, sent } = await atWork()
    const line = { id: 'a', kind: 'own', body: 'close', at: 1, name: '', state: 'stored' } as const
    session.store.change(chat, (thread) => ({ ...thread, lines: [line] }))
    session.talking.correct(chat, 'a', '!close')
    assert.match(sent.at(-1) ?? '', /<body>!!close<\/body><replace /)
    assert.equal(session.store.thread(chat)?.lines[0]?.body, '!close')
    await session.stop()
  })
})

// Every example of the document, sent as it stands there: the answer is as its schema says, and every change is audited.
import assert from 'node:assert/strict'
import { differs } from '../../../component/http/api/check.ts'
import type { OpenApi } from '../../../component/http/api/openapi.ts'
import { codeOf, stepAt } from '../../../component/http/totp.ts'
import { type ApiDesk, fill, fillAdmins, openApiDesk, settled } from './desk.ts'
import { closed, type Walked, walk } from './document.ts'

describe('the API’s document', function () {
  this.timeout(60_000)
  let desk: ApiDesk
  let document: OpenApi
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
    await fillAdmins(desk)
    await settled(desk)
    document = (await (await fetch(`${desk.http}/api/openapi.json`)).json()) as OpenApi
  })
  after(() => desk?.stop())

  it('is OpenAPI 3.1, and names every operation once, with a summary and a scope', () => {
    assert.equal(document.openapi, '3.1.0')
    const all = walk(document)
    assert.equal(new Set(all.map(({ operation }) => operation.operationId)).size, all.length)
    assert.ok(all.length > 60, `${all.length} operations`)
    for (const { name, operation } of all) assert.ok(operation.summary && operation['x-scope'], name)
  })

  it('has examples that work, one after the other; every answer is as documented, every change in the audit', async () => {
    const wrong: string[] = []
    let totp = ''
    for (const one of walk(document)) {
      if (one.operation.responses[200]?.content?.['text/event-stream']) continue
      const before = await audits()
      // Some end sessions; and a code can't be written down beforehand.
      if (one.operation['x-scope'] === 'session') await desk.signIn()
      const body = one.operation.operationId === 'beginTotp' ? { code: codeOf(totp, stepAt(new Date())) } : one.body
      const answer = await desk.ask(one.method, one.at, body === undefined ? {} : { body })
      if (one.operation.operationId === 'showTotp') totp = String(answer.json().secret)
      const difference =
        answer.status === one.status ? undocumented(one, answer.text) : `${answer.status} ${answer.text}`
      if (difference) wrong.push(`${one.name}: ${difference}`)
      const written = (await audits()) - before
      if (written !== (one.method === 'GET' ? 0 : 1)) wrong.push(`${one.name}: ${written} rows in the audit`)
    }
    assert.deepEqual(wrong, [])
  })

  it('tells in the audit who did what to what, before and after, and no secret', async () => {
    const rows = await desk.db('audit').orderBy('id')
    const changed = rows.find(({ what }) => what === 'changeQueue')
    assert.equal(changed.target, '/queues/support')
    assert.equal(changed.who, 'secrets.json (secret)')
    assert.deepEqual([JSON.parse(changed.before).capacity, JSON.parse(changed.after).capacity], [1, 4])
    for (const { before, after } of rows)
      assert.doesNotMatch(`${before} ${after}`, /"(password|token|secret|csrf|link|uri)":|k3yOf/)
    await assert.rejects(desk.db('audit').update({ who: 'somebody else' }), /append-only/)
    await assert.rejects(desk.db('audit').delete(), /append-only/)
  })

  const audits = async () => Number((await desk.db('audit').count({ n: '*' }))[0]?.n)

  function undocumented({ operation, status }: Walked, text: string): string | undefined {
    const schema = operation.responses[status]?.content?.['application/json']?.schema
    if (schema === undefined) return text === '' ? undefined : `an answer: ${text}`
    return differs(closed(schema) as never, JSON.parse(text))
  }
})

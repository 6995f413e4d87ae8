// Issues as nouns: who is responsible for a type, and which states mean that somebody has something to do.
import assert from 'node:assert/strict'
import { type IssueState, type IssueType, isPending, responsible } from '../../component/model/issue.ts'

const type = (name: string, handler: string | null = null, backup: string | null = null): IssueType => ({
  name,
  handler,
  backup,
})

describe('Who is responsible for a type', () => {
  const types = [
    type('billing', 'hana', 'hugo'),
    type('billing/refund'),
    type('billing/refund/card', 'cora'),
    type('billing/invoice', null, 'ines'),
    type('技术/登录', '海娜'),
    type('technical'),
  ]
  const cases: [name: string, handler: string | null, backup: string | null][] = [
    ['billing', 'hana', 'hugo'],
    ['billing/refund', 'hana', 'hugo'],
    ['billing/refund/card', 'cora', 'hugo'],
    ['billing/invoice', 'hana', 'ines'],
    ['billing/refund/unknown', 'hana', 'hugo'],
    ['billings', null, null],
    ['技术/登录/验证码', '海娜', null],
    ['technical', null, null],
    ['', null, null],
  ]
  for (const [name, handler, backup] of cases) {
    it(`${name || 'none'}: ${handler ?? 'nobody'}, then ${backup ?? 'nobody'}`, () => {
      assert.deepEqual(responsible(types, name), { handler, backup })
    })
  }
  it('nobody, where there are no types', () => {
    assert.deepEqual(responsible([], 'billing/refund'), { handler: null, backup: null })
  })
})

describe('An issue is pending', () => {
  const pending: Record<IssueState, boolean> = {
    open: true,
    accepted: true,
    reopened: true,
    resolved: false,
    closed: false,
  }
  for (const [state, is] of Object.entries(pending)) {
    it(`${state}: ${is}`, () => assert.equal(isPending({ state: state as IssueState }), is))
  }
})

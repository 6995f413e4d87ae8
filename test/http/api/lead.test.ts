// What leads change by their commands is in the audit; what they only look at, and what others do, is not.
import assert from 'node:assert/strict'
import { check, fromLine, type Place } from '../../../component/commands/command.ts'
import { findCommand } from '../../../component/commands/menu.ts'
import { audited } from '../../../component/desk/admin/lead.ts'
import type { Staff } from '../../../component/model/person.ts'
import { findStaff } from '../../../component/store/staff.ts'
import { type ApiDesk, fill, jidOf, openApiDesk } from './desk.ts'

describe('the audit of leads', function () {
  this.timeout(20_000)
  let desk: ApiDesk
  before(async () => {
    desk = await openApiDesk()
    await desk.run(fill)
  })
  after(() => desk?.stop())

  /** A typed command, as the door of the staff runs it. */
  async function types(user: string, at: Place, line: string, number = 0): Promise<Record<string, unknown>[]> {
    const before = (await desk.db('audit').max({ id: 'id' }).first())?.id ?? 0
    const [node = '', ...rest] = line.split(' ')
    const command = findCommand(at, node)
    assert.ok(command, line)
    await desk.run(async (turn) => {
      const who = (await findStaff(turn.tx, jidOf(user))) as Staff
      const values = check(command, fromLine(command, rest.join(' ')))
      await audited(turn, who, command, { values, number }, () => command.run(turn, who, values, number))
    })
    return desk.db('audit').where('id', '>', before).orderBy('id')
  }

  const changes: [line: string, at: Place, number: number, what: string, target: string, part: RegExp][] = [
    ['type delivery hana lea', 'desk', 0, 'setType', '/issue-types/delivery', /"handler":"hana@agents.test"/],
    ['deadline high 10m 2h', 'desk', 0, 'setDeadline', '/deadlines/high', /"accept":600/],
    ['hours mon-fri 09:00-17:00 Europe/Oslo', 'desk', 0, 'changeSettings', '/settings', /Europe\/Oslo/],
    ['claim 1', 'desk', 0, 'claimConversation', '/conversations/1', /"agent":"lea@agents.test"/],
    ['block 30m', 'chat', 1, 'banVisitor', '/conversations/1', /"blockedUntil":"2/],
    ['priority urgent', 'issue', 1, 'setPriority', '/issues/1', /"priority":"urgent"/],
    ['close a test', 'issue', 1, 'closeIssue', '/issues/1', /"state":"closed"/],
  ]
  for (const [line, at, number, what, target, part] of changes)
    it(`has “${line}” with what was before and after`, async () => {
      const [row, ...others] = await types('lea', at, line, number)
      assert.deepEqual(others, [])
      assert.deepEqual([row?.who, row?.door, row?.what, row?.target], [jidOf('lea'), 'desk', what, target])
      assert.match(String(row?.after), part)
      assert.doesNotMatch(String(row?.before), part)
    })

  it('has nothing of what only looks, nor of what agents and handlers do', async () => {
    for (const line of ['who', 'types', 'deadline', 'hours', 'queue', 'stats'])
      assert.deepEqual(await types('lea', 'desk', line), [], line)
    assert.deepEqual(await types('bob', 'desk', 'claim 3'), [])
    assert.deepEqual(await types('bob', 'chat', 'close', 3), [])
  })
})

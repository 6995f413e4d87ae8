// What the desk writes down as having happened, the console has words for, in both languages.
import assert from 'node:assert/strict'
import { chatHappenings } from '../../component/model/conversation.ts'
import { happenings } from '../../component/model/issue.ts'
import { strings as en } from '../../web-client/console/strings/en.ts'
import { strings as zhCN } from '../../web-client/console/strings/zh-CN.ts'
import { issueLines } from '../../web-client/console/told.ts'

describe('the words of the console', () => {
  it('name everything that can have happened', () => {
    const all = [...chatHappenings, ...happenings]
    for (const [name, words] of Object.entries({ en, zhCN }))
      assert.deepEqual(
        all.filter((what) => words.events[what] === undefined),
        [],
        name,
      )
  })

  it('tell a reminder and a missed deadline as people do', () => {
    const at = '2026-01-05T09:00:00.000Z'
    const told = (words: typeof en) =>
      issueLines(
        [
          { at, what: 'breached', detail: 'accept' },
          { at, what: 'reminded', detail: 'Hana: the 2nd: accept 1' },
        ],
        words,
        'ann@agents.test',
      ).map(({ body }) => body)
    assert.deepEqual(told(en), ['was not taken up in time', 'Hana: the 2nd was reminded to take it up'])
    assert.deepEqual(told(zhCN), ['未按时受理', '已提醒Hana: the 2nd受理'])
  })
})

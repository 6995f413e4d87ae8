// What the desk counts and does, the admin page has words for, in both languages.
import assert from 'node:assert/strict'
import { deeds as commandDeeds } from '../../component/desk/admin/lead.ts'
import { endpoints } from '../../component/http/api/table.ts'
import { figureNames } from '../../component/store/figure-sql.ts'
import { lettersIn, shortened } from '../../web-client/admin/charts/label.ts'
import { names } from '../../web-client/admin/figures/figure.ts'
import { strings as en } from '../../web-client/admin/strings/en.ts'
import { strings as zhCN } from '../../web-client/admin/strings/zh-CN.ts'

describe('the words of the admin page', () => {
  it('name every figure of the desk', () => {
    assert.deepEqual([...names].sort(), [...figureNames].sort())
    for (const words of [en, zhCN]) assert.deepEqual(Object.keys(words.figures.names).sort(), [...figureNames].sort())
  })

  it('end in dots beside a plot where there is no room for them', () => {
    assert.equal(shortened('Ann', 3), 'Ann')
    assert.equal(shortened('Donaudampfschifffahrt', 8), 'Donauda…')
    assert.equal(shortened('To the left of it', 8), 'To the…')
    assert.equal(shortened('售后服务与技术支持', 8), '售后服务…')
    for (const name of ['售后服务 and more', '👩‍🚀👩‍🚀👩‍🚀👩‍🚀', 'Ünïcödé Ünïcödé'])
      assert.ok(lettersIn(shortened(name, 7)) <= 7)
  })

  it('name everything that the audit can tell of', () => {
    // What an admin does to his own session is not written down, but for the links that make one.
    const deeds = endpoints.filter(({ method, deed, scope }) => method !== 'GET' && (scope !== 'session' || deed))
    const ofLeads = Object.values(commandDeeds).flatMap((deeds) => Object.values(deeds))
    const all = [...deeds.map(({ id }) => id), ...ofLeads, 'inviteAdmin']
    for (const [name, words] of Object.entries({ en, zhCN }))
      assert.deepEqual(
        all.filter((id) => !(id in words.audit.deeds)),
        [],
        name,
      )
  })
})

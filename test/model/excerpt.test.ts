// The part of a text that shows what was found in it.
import assert from 'node:assert/strict'
import { excerptOf } from '../../component/model/excerpt.ts'
import { termsOf } from '../../component/model/tokens.ts'

const excerpt = (text: string, words: string) => excerptOf(text, termsOf(words))

describe('an excerpt', () => {
  it('is the whole of a short text, in one line', () => {
    assert.equal(excerpt('Where is\n\nmy refund?', 'refund'), 'Where is my refund?')
  })

  it('shows the place of the word in any of its forms, or of a pair of characters', () => {
    const text = `${'a b '.repeat(50)}REFUNDED today 我的订单退款了 ${'c d '.repeat(50)}`
    for (const words of ['refund', '退款', 'refu']) assert.match(excerpt(text, words), /^….*(REFUNDED|退款).*…$/, words)
  })

  it('begins at the beginning where nothing is found, and is of whole characters', () => {
    const text = '😀'.repeat(200)
    assert.match(excerpt(text, 'nothing'), /^(😀)+…$/u)
    assert.match(excerpt(`${text} refund ${text}`, 'refund'), /^…(😀)+ refund (😀)+…$/u)
    assert.equal(excerpt('', 'x'), '')
  })
})

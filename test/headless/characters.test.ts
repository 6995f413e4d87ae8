// What XML can't carry, in what people type and in all that is sent.

import assert from 'node:assert/strict'
import { parse } from 'ltx'
import { carried, typed } from '../../web-client/headless/characters.ts'

describe('characters', () => {
  it('of other programs become line breaks, or are left out, and all others stay', () => {
    assert.equal(
      typed(' one\vtwo\fthree\r\nfour\rfive\u2028six\u0000\u001b\ufffe '),
      'one\ntwo\nthree\nfour\nfive\nsix',
    )
    const kept = '你好 👋🏽 مرحبا\tand\u200d\u00ad\u202b\ue000'
    assert.equal(typed(kept), kept)
    assert.equal(typed('\u0001\v'), '')
  })

  it('are replaced wherever they stand in a stanza', () => {
    const stanza = parse(`<message to='a'><body>x</body><file name='y'/></message>`)
    stanza.getChild('body')?.children.splice(0, 1, 'x\u0001你')
    Object.assign(stanza.getChild('file')?.attrs ?? {}, { name: 'y\uffff', size: 7 })
    assert.equal(
      carried(stanza).toString(),
      `<message to="a"><body>x\ufffd你</body><file name="y\ufffd" size="7"/></message>`,
    )
  })
})

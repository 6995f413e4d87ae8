// SCRAM with the examples of the standards, and what a server must not get away with.
import assert from 'node:assert/strict'
import { type Hash, prepare, saltedKey, scramExchange } from '../../web-client/headless/agent/scram.ts'

const start = (hash: Hash, nonce: string) =>
  scramExchange(hash, { username: 'user', nonce }, (salt, iterations) => saltedKey('pencil', hash, salt, iterations))

describe('SCRAM', () => {
  it('answers as RFC 5802 §5 says, and knows the server', async () => {
    const exchange = start('SHA-1', 'fyko+d2lbbFgONRv9qkxdawL')
    assert.equal(exchange.first(), 'n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL')
    const challenge = 'r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096'
    assert.equal(
      await exchange.answer(challenge),
      'c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=',
    )
    assert.equal(await exchange.isRight('v=rmF9pqV8S7suAoZWja4dJRkFsKQ='), true)
    assert.equal(await exchange.isRight('v=rmF9pqV8S7suAoZWja4dJRkFsKR='), false)
    assert.equal(await exchange.isRight(''), false)
  })

  it('answers as RFC 7677 §3 says', async () => {
    const exchange = start('SHA-256', 'rOprNGfwEbeRWgbNEkqO')
    const r = 'rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0'
    assert.equal(
      await exchange.answer(`r=${r},s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096`),
      `c=biws,r=${r},p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=`,
    )
    assert.equal(await exchange.isRight('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4='), true)
  })

  for (const [what, challenge] of [
    ['another nonce', 'r=somebodyelse,s=QSXCR+Q6sek8bf92,i=4096'],
    ['no nonce of its own', 'r=abc,s=QSXCR+Q6sek8bf92,i=4096'],
    ['too few iterations', 'r=abcdef,s=QSXCR+Q6sek8bf92,i=1'],
    ['more than a browser should do', 'r=abcdef,s=QSXCR+Q6sek8bf92,i=999999999'],
    ['no salt', 'r=abcdef,s=,i=4096'],
    ['an extension that must be understood', 'm=x,r=abcdef,s=QSXCR+Q6sek8bf92,i=4096'],
  ] as const)
    it(`refuses a challenge with ${what}`, async () => {
      await assert.rejects(start('SHA-1', 'abc').answer(challenge))
    })

  it('keeps names and passwords apart from its own signs', () => {
    const exchange = scramExchange('SHA-1', { username: 'a=b,c', nonce: 'n' }, () => assert.fail())
    assert.equal(exchange.first(), 'n,,n=a=3Db=2Cc,r=n')
    assert.equal(prepare('I\u00adX\u00a0\u2168ª'), 'IX IXa')
  })

  it('makes a key that nobody can read', async () => {
    const key = await saltedKey('pencil', 'SHA-1', 'QSXCR+Q6sek8bf92', 4096)
    assert.equal(key.extractable, false)
    await assert.rejects(crypto.subtle.exportKey('raw', key))
  })
})

// The widget's pure parts: links, layout, languages, texts.

import assert from 'node:assert/strict'
import { fileName, initials, splitLinks } from '../../web-client/headless/text.ts'
import { readableOn } from '../../web-client/widget/accent.ts'
import { chooseLanguage, languages } from '../../web-client/widget/options.ts'
import { launcherWords } from '../../web-client/widget/strings/launcher.ts'
import { loadStrings } from '../../web-client/widget/strings/load.ts'
import { afterOf, layOut, openingTime } from '../../web-client/widget/view.ts'

describe('links in a text', () => {
  const links = (text: string) => splitLinks(text).flatMap((part) => part.href ?? [])

  it('are found without the punctuation around them', () => {
    assert.deepEqual(links('See https://a.test/x. And (http://b.test/y)!'), ['https://a.test/x', 'http://b.test/y'])
    assert.deepEqual(links('https://a.test/x_(y)'), ['https://a.test/x_(y)'])
    assert.deepEqual(links('请看https://a.test/路，谢谢'), ['https://a.test/%E8%B7%AF'])
  })

  it('are never anything but http and https', () => {
    for (const text of ['javascript:alert(1)', 'data:text/html,x', 'JAVASCRIPT://https', 'ftp://a.test', 'https://']) {
      assert.deepEqual(links(text), [], text)
    }
  })

  it('leave the text as it was', () => {
    for (const text of [
      '',
      'a',
      'https://a.test',
      'x https://a.test/y, z http://b.test.',
      '<b onclick=x>https://a.test"</b>',
    ]) {
      assert.equal(
        splitLinks(text)
          .map((part) => part.text)
          .join(''),
        text,
      )
    }
  })
})

describe('the widget', () => {
  it('puts lines of one person in a row together, and a day before them', () => {
    const line = (id: string, at: number, kind: 'own' | 'agent' | 'system', nick?: string) => ({
      ...{ id, at, kind, body: id },
      ...(nick ? { nick } : {}),
    })
    const noon = new Date(2026, 0, 2, 12).getTime()
    const blocks = layOut(
      [
        line('1', noon, 'own'),
        line('2', noon + 1, 'own'),
        line('3', noon + 2, 'agent', 'Ann'),
        line('4', noon + 3, 'agent', 'Bob'),
        line('5', noon + 4, 'system'),
        line('6', noon + 86_400_000, 'own'),
      ],
      'Support',
    )
    const told = blocks.map((block) => (block.type === 'run' ? `${block.name}×${block.lines.length}` : block.type))
    assert.deepEqual(told, ['day', 'Support×2', 'Ann×1', 'Bob×1', 'system', 'day', 'Support×1'])
  })

  it('makes initials of names in both scripts', () => {
    assert.deepEqual(['Ann Lee', 'ann', '王小明', '', '😀 x'].map(initials), ['AL', 'A', '小明', '', '😀X'])
  })

  it('chooses the language: stated, else the page’s, else the browser’s', () => {
    assert.equal(chooseLanguage('zh', 'en', ['en']), 'zh-CN')
    assert.equal(chooseLanguage(undefined, 'zh-Hans-CN', ['en']), 'zh-CN')
    assert.equal(chooseLanguage(undefined, '', ['it', 'zh-TW', 'en']), 'zh-CN')
    assert.equal(chooseLanguage('auto', 'en', ['pt-BR']), 'pt')
    assert.equal(chooseLanguage(undefined, 'AR-eg', ['zh-CN']), 'ar')
    assert.equal(chooseLanguage(undefined, 'it', ['zh-CN']), 'en')
  })

  it('has every text in every language, and says the values in it', async () => {
    const texts = (value: object): [string, string][] =>
      Object.entries(value).flatMap(([key, inner]): [string, string][] => {
        if (typeof inner === 'object') return texts(inner).map(([rest, text]) => [`${key}.${rest}`, text])
        return [[key, typeof inner === 'function' ? inner(7) : inner]]
      })
    const english = texts(await loadStrings('en'))
    for (const language of languages) {
      const all = texts(await loadStrings(language))
      assert.deepEqual(
        all.map(([key]) => key),
        english.map(([key]) => key),
        language,
      )
      for (const [index, [key, text]] of all.entries()) {
        assert.ok(text.trim() !== '', `${language} ${key}`)
        const english7 = english[index]?.[1].includes('7')
        assert.equal(text.includes('7'), english7, `${language} ${key}: ${text}`)
      }
      assert.ok(launcherWords[language].every((text) => text !== ''))
    }
  })

  it('asks for a rating after the end, for an hour, unless the visitor goes on', () => {
    const closed = { id: 'm-9', kind: 'system', body: 'closed', at: 1000, event: 'closed' } as const
    assert.deepEqual(afterOf([closed], 2000), { after: 'closed', id: 'm-9' })
    assert.equal(afterOf([closed], 2000 + 3_600_000), undefined)
    assert.equal(afterOf([closed, { id: 'x', kind: 'own', body: 'one more', at: 1500 }], 2000), undefined)
    assert.deepEqual(afterOf([{ ...closed, event: 'solved' }], 9e9), { after: 'solved', id: 'm-9' })
  })

  it('says when the queue opens in the visitor’s time, with the day unless it is today', () => {
    const now = new Date(2026, 10, 20, 8).getTime()
    const hour = 3_600_000
    assert.equal(openingTime(now + hour, now, 'en-GB'), '9:00')
    assert.match(openingTime(now + 25 * hour, now, 'en-GB'), /^Saturday.*9:00$/)
    assert.match(openingTime(now + 240 * hour, now, 'en-GB'), /^30 November.*8:00$/)
  })

  it('reads a file’s name out of its address', () => {
    assert.equal(fileName('https://a.test/upload/x/%E4%BD%A0%E5%A5%BD.pdf?x=1'), '你好.pdf')
    assert.equal(fileName('https://a.test/%E4%BD'), '%E4%BD')
    assert.equal(fileName('https://a.test/'), 'https://a.test/')
  })

  it('writes on any accent so that it can be read', () => {
    assert.equal(readableOn([47, 91, 234]), '#fff')
    assert.equal(readableOn([255, 220, 80]), '#14161a')
  })
})

// The widget's pure parts: links, layout, languages, texts.

import assert from 'node:assert/strict'
import { readableOn } from '../../web-client/widget/accent.ts'
import { splitLinks } from '../../web-client/widget/links.ts'
import { chooseLanguage } from '../../web-client/widget/options.ts'
import * as en from '../../web-client/widget/strings/en.ts'
import * as zh from '../../web-client/widget/strings/zh-CN.ts'
import { initials, layOut } from '../../web-client/widget/view.ts'

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
    assert.equal(chooseLanguage(undefined, '', ['fr', 'zh-TW', 'en']), 'zh-CN')
    assert.equal(chooseLanguage('auto', 'en', ['zh-CN']), 'zh-CN')
    assert.equal(chooseLanguage(undefined, 'fr', ['zh-CN']), 'en')
  })

  it('has every text in every language', () => {
    const keys = (value: object): string[] =>
      Object.entries(value).flatMap(([key, inner]) => {
        if (typeof inner === 'object') return keys(inner).map((rest) => `${key}.${rest}`)
        assert.ok(typeof inner === 'function' || inner !== '', key)
        return [key]
      })
    assert.deepEqual(keys(zh.strings), keys(en.strings))
    assert.deepEqual(keys(zh.launcher), keys(en.launcher))
  })

  it('writes on any accent so that it can be read', () => {
    assert.equal(readableOn([47, 91, 234]), '#fff')
    assert.equal(readableOn([255, 220, 80]), '#14161a')
  })
})

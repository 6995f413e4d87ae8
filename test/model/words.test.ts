// The desk's words: every language of visitors has every key with the same values in it, as Chinese has what staff are told.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { writeMail } from '../../component/mail.ts'
import { directionOf, localeOf, means, render, say, spoken } from '../../component/model/say.ts'
import { en } from '../../component/model/words/en.ts'
import { enVisitors, type VisitorKey, type VisitorWords } from '../../component/model/words/visitors/en.ts'
import { zhCN } from '../../component/model/words/zh-CN.ts'

const folder = new URL('../../component/model/words/visitors/', import.meta.url)
const values = (words: string): string[] => [...words.matchAll(/\{\w+\}/g)].map(String).sort()
const keys = Object.keys(enVisitors) as VisitorKey[]

function sameKeysAndValues(given: Record<string, string>, wanted: Record<string, string>): void {
  assert.deepEqual(Object.keys(given).sort(), Object.keys(wanted).sort())
  for (const [key, words] of Object.entries(wanted)) {
    assert.deepEqual(values(given[key] as string), values(words), key)
    assert.notEqual((given[key] as string).trim(), '', key)
  }
}

describe('the words to visitors', () => {
  for (const file of readdirSync(folder).sort()) {
    const lang = file.replace('.ts', '')
    it(`are there in ${lang}, each with what belongs in it, and are what is said`, async () => {
      const [words] = Object.values(await import(new URL(file, folder).href)) as [VisitorWords]
      sameKeysAndValues(words, enVisitors)
      assert.ok(spoken.includes(lang.split('-')[0] as string))
      assert.equal(render(say('visitorRated'), lang), words.visitorRated)
      // A copy that nobody put into the language would show here.
      const copied = keys.filter((key) => lang !== 'en' && words[key] === enVisitors[key])
      assert.deepEqual(
        copied.filter((key) => key !== 'formName'),
        [],
      )
    })

    it(`say in ${lang} how to say that it is not solved`, async () => {
      const [words] = Object.values(await import(new URL(file, folder).href)) as [VisitorWords]
      const quoted = /[“„«「]\s*([^”“»」]+?)\s*[”“»」]/.exec(words.visitorSolved)?.[1] ?? ''
      for (const way of [quoted, ...words.notSolvedWords.split('|')])
        assert.ok(means('notSolvedWords', ` ${way.toUpperCase()}! `), way)
    })
  }

  it('do not take something else for “not solved”', () => {
    for (const other of ['solved', 'gelöst', 'نعم، حُلّت', '解决', '', '!', 'it is not solved by the way'])
      assert.ok(!means('notSolvedWords', other), other)
  })

  it('stand aside for English in a language that nobody here speaks, and in what is for the staff', () => {
    assert.equal(render(say('visitorRated'), 'it'), 'Thank you for your rating.')
    assert.equal(render(say('claimed', { number: 1 }), 'de'), '#1 is yours.')
    assert.equal(render(say('claimed', { number: 1 }), 'zh-CN'), '#1 归您负责。')
  })

  it('go with dates of the same language, whatever a client says its language is', () => {
    const tags = ['de', 'de-AT', 'zh', 'en', 'en-us', 'it', 'abcd', 'de-x-y', 'ar-EG', 'ja-a-b', 'constructor']
    const locales = ['de', 'de-AT', 'zh-CN', 'en-GB', 'en-US', 'en-GB', 'en-GB', 'de', 'ar-EG', 'ja', 'en-GB']
    assert.deepEqual(tags.map(localeOf), locales)
    for (const locale of locales) new Intl.DateTimeFormat(locale)
    assert.equal(directionOf('ar-EG'), 'rtl')
    assert.equal(directionOf('de'), 'ltr')
  })

  it('make a mail of one language, which runs its way', () => {
    const [at, expires] = ['2026-03-01T12:00:00.000Z', new Date('2026-04-01T12:00:00.000Z')]
    const letter = {
      ...{ visitor: 1, last: 2, taken: at, queue: 'support', zone: 'UTC', email: 'l@example.org', name: 'Li' },
      ...{ title: 'Kiln', lines: [{ id: 2, who: 'Ann', at, body: 'Hi' }] },
    }
    const mail = (lang: string) => writeMail({ ...letter, lang }, { url: 'https://x.test/', expires }, 'desk.test')
    const [german, arabic] = [mail('de-DE'), mail('ar')]
    assert.equal(german.subject, 'Antwort von Kiln')
    assert.match(
      german.text,
      /^Guten Tag Li,\n\nwährend Sie fort waren, hat Kiln Ihnen geantwortet:\n\nAnn, 01\.03\.2026, 12:00/,
    )
    assert.match(german.html, /<html lang="de-DE" dir="ltr">/)
    assert.match(german.text, /gilt bis 01\.04\.2026, 12:00:/)
    assert.match(arabic.html, /<html lang="ar" dir="rtl">[\s\S]*فتح المحادثة/)
    assert.equal(arabic.headers['Content-Language'], 'ar')
  })
})

describe('the words to the staff', () => {
  it('are there in Chinese, each with what belongs in it', () => sameKeysAndValues(zhCN, en))
})

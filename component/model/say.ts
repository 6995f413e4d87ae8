// Sentences of the desk: a verb names one by key with its values; it is put into the receiver's language when it is sent.
// What visitors are told is there in nine languages, what the staff is told in two; English stands in for what is missing.
import { en, type Key } from './words/en.ts'
import { arVisitors } from './words/visitors/ar.ts'
import { deVisitors } from './words/visitors/de.ts'
import { enVisitors, type VisitorWords } from './words/visitors/en.ts'
import { esVisitors } from './words/visitors/es.ts'
import { frVisitors } from './words/visitors/fr.ts'
import { jaVisitors } from './words/visitors/ja.ts'
import { ptVisitors } from './words/visitors/pt.ts'
import { ruVisitors } from './words/visitors/ru.ts'
import { zhCNVisitors } from './words/visitors/zh-CN.ts'
import { zhCN } from './words/zh-CN.ts'

type Values = Record<string, string | number | Say>

export interface Say {
  key: Key
  /** A value may be a sentence itself: it is put into the same language. */
  values: Values
  /** More sentences, each on a line of its own. */
  more?: Say[]
}

const english: Record<Key, string> = { ...enVisitors, ...en }
const languages = new Map<string, VisitorWords & Partial<Record<Key, string>>>(
  Object.entries({
    en: english,
    zh: { ...zhCNVisitors, ...zhCN },
    de: deVisitors,
    fr: frVisitors,
    es: esVisitors,
    pt: ptVisitors,
    ru: ruVisitors,
    ja: jaVisitors,
    ar: arVisitors,
  }),
)

/** The languages that visitors are spoken to in; of several that somebody likes equally, the first here. */
export const spoken: readonly string[] = [...languages.keys()]

const primaryOf = (lang: string): string => lang.toLowerCase().split('-')[0] ?? ''
const wordsIn = (lang: string) => languages.get(primaryOf(lang)) ?? english

export const say = (key: Key, values: Values = {}): Say => ({ key, values })

/** Several sentences as one text, a line each. */
export function lines(first: Say, ...more: Say[]): Say {
  return { ...first, more: [...(first.more ?? []), ...more] }
}

/** The sentence in a language (BCP 47; anything unknown is English), every {name} replaced by its value. */
export function render(sentence: Say, lang: string): string {
  const words = wordsIn(lang)[sentence.key] ?? english[sentence.key]
  const text = words.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = sentence.values[name] ?? ''
    return typeof value === 'object' ? render(value, lang) : String(value)
  })
  return [text.trimEnd(), ...(sentence.more ?? []).map((line) => render(line, lang))].join('\n')
}

export const renderBody = (body: string | Say, lang: string): string =>
  typeof body === 'string' ? body : render(body, lang)

/** Whether somebody's words are one of the ways to say this, in any language; case, punctuation and accents don't matter. */
export function means(key: keyof VisitorWords, body: string): boolean {
  const said = bare(body)
  return [...languages.values()].some((words) => words[key].split('|').some((way) => bare(way) === said))
}

const bare = (words: string): string =>
  words
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '')
    .replace(/[\p{P}\s]+/gu, ' ')
    .trim()

/** The language that such a receiver reads sentences in, as Intl and HTML know it: with his region, if he named one. */
export function localeOf(lang: string): string {
  const primary = primaryOf(lang)
  const region = /-([A-Za-z]{2})$/.exec(lang)?.[1]
  const usual = primary === 'en' ? 'en-GB' : primary === 'zh' ? 'zh-CN' : primary
  if (!languages.has(primary)) return 'en-GB'
  return region === undefined ? usual : `${primary}-${region.toUpperCase()}`
}

/** Which way that language runs. */
export const directionOf = (lang: string): 'ltr' | 'rtl' => (primaryOf(lang) === 'ar' ? 'rtl' : 'ltr')

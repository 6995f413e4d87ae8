// Sentences of the desk: a verb names one by key with its values; it is put into the receiver's language when it is sent.
import { en, type Key } from './words/en.ts'
import { zhCN } from './words/zh-CN.ts'

export interface Say {
  key: Key
  values: Record<string, string | number>
  /** More sentences, each on a line of its own. */
  more?: Say[]
}

const languages: Record<string, Record<Key, string>> = { en, zh: zhCN }

export const say = (key: Key, values: Record<string, string | number> = {}): Say => ({ key, values })

/** Several sentences as one text, a line each. */
export function lines(first: Say, ...more: Say[]): Say {
  return { ...first, more: [...(first.more ?? []), ...more] }
}

/** The sentence in a language (BCP 47; anything unknown is English), every {name} replaced by its value. */
export function render(sentence: Say, lang: string): string {
  const words = languages[lang.toLowerCase().split('-')[0] ?? ''] ?? en
  const text = words[sentence.key].replace(/\{(\w+)\}/g, (_, name: string) => String(sentence.values[name] ?? ''))
  return [text, ...(sentence.more ?? []).map((line) => render(line, lang))].join('\n')
}

export const renderBody = (body: string | Say, lang: string): string =>
  typeof body === 'string' ? body : render(body, lang)

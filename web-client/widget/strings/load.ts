// Fetches a language when it is spoken: nobody reads more than one.

import type { Language } from '../options.ts'
import type { Strings } from './en.ts'

const files: Readonly<Record<Language, () => Promise<{ strings: Strings }>>> = {
  en: () => import('./en.ts'),
  'zh-CN': () => import('./zh-CN.ts'),
  de: () => import('./de.ts'),
  fr: () => import('./fr.ts'),
  es: () => import('./es.ts'),
  pt: () => import('./pt.ts'),
  ru: () => import('./ru.ts'),
  ja: () => import('./ja.ts'),
  ar: () => import('./ar.ts'),
}

/** Rejects when the file can't be fetched. */
export async function loadStrings(language: Language): Promise<Strings> {
  return (await files[language]()).strings
}

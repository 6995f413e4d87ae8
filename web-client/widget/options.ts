// What the script tag or the page's code says, and which language to speak.

export const languages = ['en', 'zh-CN', 'de', 'fr', 'es', 'pt', 'ru', 'ja', 'ar'] as const
export type Language = (typeof languages)[number]

/** A JWT that the site's server has signed, or what fetches one when it is needed. */
export type Identity = string | (() => string | Promise<string>)

export interface WidgetOptions {
  /** Folder of widget.js, with a slash at the end. */
  base: string
  queue: string
  lang: Language
  title: string
  accent: string
  theme: string
  /** The token of a link in an e-mail that led to this page. */
  link?: string | undefined
  /** Who the site says this is. */
  identity?: Identity | undefined
}

/** What a page may say of it; all but `lang` as it stands. */
export interface Wishes {
  queue?: string | undefined
  lang?: string | undefined
  title?: string | undefined
  accent?: string | undefined
  theme?: string | undefined
}

/** `wanted`, else the page's language, else the browser's; `auto` skips the page. English when it is none of ours. */
export function chooseLanguage(wanted: string | undefined, page: string, browser: readonly string[]): Language {
  const stated = wanted === 'auto' ? '' : wanted || page
  const primary = (tag: string) => tag.toLowerCase().split('-')[0]
  for (const tag of stated ? [stated] : browser) {
    const found = languages.find((language) => primary(language) === primary(tag))
    if (found) return found
  }
  return 'en'
}

export function readOptions(base: string, { queue, lang, title, accent, theme }: Wishes): WidgetOptions {
  return {
    base: new URL('.', base).href,
    queue: queue || 'support',
    lang: chooseLanguage(lang, document.documentElement.lang, navigator.languages),
    title: title ?? '',
    accent: accent ?? '',
    theme: theme ?? '',
  }
}

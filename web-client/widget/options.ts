// What the script tag says, and which language to speak.

export interface WidgetOptions {
  /** Folder of widget.js, with a slash at the end. */
  base: string
  queue: string
  lang: 'en' | 'zh-CN'
  title: string
  accent: string
  theme: string
}

/** data-lang, else the page's language, else the browser's; `auto` skips the page. English when it is none of ours. */
export function chooseLanguage(wanted: string | undefined, page: string, browser: readonly string[]): 'en' | 'zh-CN' {
  const stated = wanted === 'auto' ? '' : wanted || page
  for (const tag of stated ? [stated] : browser) {
    if (/^zh\b/i.test(tag)) return 'zh-CN'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'en'
}

export function readOptions(script: HTMLScriptElement): WidgetOptions {
  const { queue = 'support', lang, title = '', accent = '', theme = '' } = script.dataset
  return {
    base: new URL('.', script.src).href,
    queue,
    lang: chooseLanguage(lang, document.documentElement.lang, navigator.languages),
    title,
    accent,
    theme,
  }
}

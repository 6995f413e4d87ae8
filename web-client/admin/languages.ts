// Languages by name, and those that the widget speaks.

export const widgetLanguages = ['en', 'zh-CN', 'de', 'fr', 'es', 'pt', 'ru', 'ja', 'ar'] as const

/** “German” to an English browser; a tag that the browser does not know stays as it is. */
export function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

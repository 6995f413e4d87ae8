// Fetches the language the browser asks for.

import type { Strings } from './en.ts'

export async function loadStrings(locale: string): Promise<Strings> {
  return (await (locale.toLowerCase().startsWith('zh') ? import('./zh-CN.ts') : import('./en.ts'))).strings
}

// The code that puts the widget on a page: as a tag, and as a module; and the address of its preview.

import { withQuery } from '../api.ts'
import module from './samples/module.txt?raw'

export interface Look {
  queue: string
  lang: string
  title: string
  accent: string
  theme: string
}

const names = ['queue', 'lang', 'title', 'accent', 'theme'] as const

const given = (look: Look) => names.filter((name) => look[name] !== '').map((name) => [name, look[name]] as const)

const inAttribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/** Within a script of a page, nothing may look like its end. */
const inScript = (text: string): string => `'${text.replace(/[\\']/g, '\\$&').replaceAll('<', '\\x3c')}'`

export function tagFor(desk: string, look: Look): string {
  const attributes = given(look).map(([name, value]) => `\n  data-${name}="${inAttribute(value)}"`)
  return `<script async src="${desk}/widget.js"${attributes.join('')}></script>`
}

export function moduleFor(desk: string, look: Look): string {
  const options = given(look).map(([name, value]) => `    ${name}: ${inScript(value)},`)
  const parts = { DESK: desk, OPTIONS: options.join('\n') }
  return module.replace(/DESK|OPTIONS/g, (part) => parts[part as keyof typeof parts]).trim()
}

/** Relative to the page, wherever the desk is. */
export const previewOf = (look: Look): string => withQuery('preview', { ...look })

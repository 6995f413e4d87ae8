// Code for a site's server that vouches for its people, and for its pages: a JWT, HS256, good for a few minutes. Each needs no
// more than the package that everybody uses for it.

import node from './samples/node.txt?raw'
import page from './samples/page.txt?raw'
import php from './samples/php.txt?raw'
import python from './samples/python.txt?raw'

export const languages = { Node: node, PHP: php, Python: python } as const
export type Language = keyof typeof languages

/** What signs with this key. */
export const serverCode = (language: Language, key: string): string =>
  languages[language].replaceAll('KEY_ID', key).trim()

/** The page fetches what was signed when it is needed. */
export const pageCode = (desk: string): string => page.replaceAll('DESK', () => desk).trim()

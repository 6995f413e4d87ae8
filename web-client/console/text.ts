// Text of strangers as text: links in it, names of files, initials; nothing here makes markup.

export type Part = string | { href: string; text: string }

const address = /https?:\/\/[^\s<>"“”'`]+/giu

/** The text in parts, of which only http and https addresses are links. */
export function splitLinks(text: string): Part[] {
  const parts: Part[] = []
  let from = 0
  for (const match of text.matchAll(address)) {
    const found = match[0].replace(/[.,:;!?)\]}、。，：；！？）】》]+$/u, '')
    if (!URL.canParse(found)) continue
    if (match.index > from) parts.push(text.slice(from, match.index))
    parts.push({ href: found, text: found })
    from = match.index + found.length
  }
  if (from < text.length) parts.push(text.slice(from))
  return parts
}

/** The address, if it leads to a page on the web. */
export function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined
}

export const isPicture = (url: string, uploads: string): boolean =>
  uploads !== '' && url.startsWith(uploads) && /\.(png|jpe?g|gif|webp|avif)$/i.test(new URL(url).pathname)

export function fileName(url: string): string {
  const last = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : ''
  try {
    return decodeURIComponent(last) || url
  } catch {
    return last || url
  }
}

/** One or two letters for a picture: "Ann Lee" → AL, 王小明 → 小明. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : '']
  if (/^[\u3400-\u9fff]{2,4}$/.test(first) && !last) return first.slice(-2)
  return ([...first].slice(0, 1).join('') + [...last].slice(0, 1).join('')).toUpperCase()
}

/** The same colour for the same name: one of a few that go together. */
export function hueOf(name: string): number {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 997
  return sum % 8
}

// Text of strangers as text: web addresses in it, of which only http and https become links, names of files, initials.

export interface Part {
  text: string
  href?: string
}

const address = /\bhttps?:\/\/[^\s<>"'`{}|\\^\u3000-\u303f\uff00-\uffef]+/gi
const trailing = /[.,;:!?…)\]]+$/

/** The text in parts; put together they are the text again. */
export function splitLinks(text: string): Part[] {
  const parts: Part[] = []
  let end = 0
  for (const match of text.matchAll(address)) {
    const shown = trim(match[0])
    if (!URL.canParse(shown)) continue
    if (match.index > end) parts.push({ text: text.slice(end, match.index) })
    parts.push({ text: shown, href: new URL(shown).href })
    end = match.index + shown.length
  }
  if (end < text.length) parts.push({ text: text.slice(end) })
  return parts
}

/** Whether a file is a picture that the desk itself keeps; any other server would learn who looks at it, and when. */
export function isPicture(file: string, uploads: string): boolean {
  if (uploads === '' || !URL.canParse(file)) return false
  const { href, pathname } = new URL(file)
  return href.startsWith(uploads) && /\.(avif|gif|jpe?g|png|webp)$/i.test(pathname)
}

/** Without the punctuation of the sentence around it; a closing bracket that was opened inside stays. */
function trim(found: string): string {
  const tail = trailing.exec(found)?.[0] ?? ''
  for (let cut = tail.length; cut > 0; cut--) {
    const kept = found.slice(0, found.length - cut)
    const next = found[kept.length]
    if (next === ')' && kept.split('(').length > kept.split(')').length) continue
    return kept
  }
  return found
}

/** The name a file has in its address, to be read by people. */
export function fileName(url: string): string {
  const last = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : ''
  try {
    return decodeURIComponent(last) || url
  } catch {
    return last || url
  }
}

/** One or two letters for a picture: "Ann Lee" → AL, 王小明 → 小明, "ann" → A. */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const [first = '', last = ''] = [words[0], words.length > 1 ? words.at(-1) : '']
  if (/^[\u3400-\u9fff]{2,4}$/.test(first) && !last) return first.slice(-2)
  return ([...first].slice(0, 1).join('') + [...last].slice(0, 1).join('')).toUpperCase()
}

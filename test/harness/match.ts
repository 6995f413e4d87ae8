// Compares a stanza with the one a play expects: what is written must be there, more may be; `*` means present,
// and a text that ends with … must begin like that.
import type { Element } from 'ltx'

/** Where the two differ, with both values; undefined when the stanza is as expected. */
export function difference(expected: Element, actual: Element, path = expected.name): string | undefined {
  if (expected.name !== actual.name) return `${path}: expected <${expected.name}>, got <${actual.name}>`
  for (const [name, value] of Object.entries(expected.attrs as Record<string, string>)) {
    const given: string | undefined = actual.attrs[name]
    if (given === undefined || (value !== '*' && value !== given)) {
      return `${path}/@${name}: expected ${JSON.stringify(value)}, got ${JSON.stringify(given)}`
    }
  }
  const text = ownText(expected)
  if (text !== '' && !fits(text, ownText(actual))) {
    return `${path}: expected ${JSON.stringify(text)}, got ${JSON.stringify(ownText(actual))}`
  }
  for (const child of expected.getChildElements()) {
    const candidates = actual.getChildElements().filter(({ name }) => name === child.name)
    const differences = candidates.map((candidate) => difference(child, candidate, `${path}/${child.name}`))
    if (differences.some((found) => found === undefined)) continue
    return differences[0] ?? `${path}: expected ${child.toString()}, got ${actual.toString()}`
  }
  return undefined
}

function fits(expected: string, actual: string): boolean {
  if (expected === '*') return actual !== ''
  return expected.endsWith('…') ? actual.startsWith(expected.slice(0, -1)) : actual === expected
}

function ownText(element: Element): string {
  return element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim()
}

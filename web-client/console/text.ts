// What the console makes of strangers' text beside links and names: an address it may follow, a colour for a name.

/** The address, if it leads to a page on the web. */
export function webAddress(url: string | undefined): string | undefined {
  return url !== undefined && /^https?:\/\//i.test(url) && URL.canParse(url) ? url : undefined
}

/** The same colour for the same name: one of a few that go together. */
export function hueOf(name: string): number {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 997
  return sum % 8
}

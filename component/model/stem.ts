// The stem of an English word, by Porter's algorithm of 1980 with his two later changes, the same as in SQLite's
// `porter`: refund, refunds, refunded and refunding are one. Ours, so that both databases find the same.

/** Each letter as a vowel or a consonant; y is a vowel after a consonant. */
function shapeOf(letters: string): string {
  let shape = ''
  for (const letter of letters) {
    const vowel = 'aeiou'.includes(letter) || (letter === 'y' && shape.endsWith('c'))
    shape += vowel ? 'v' : 'c'
  }
  return shape
}

/** How often vowels are followed by consonants: 0 in tree, 1 in trouble, 2 in private. */
const measure = (letters: string): number => shapeOf(letters).match(/v+c+/g)?.length ?? 0
const hasVowel = (letters: string): boolean => shapeOf(letters).includes('v')
/** Ends like hop: an e is left out there. */
const isShort = (letters: string): boolean => shapeOf(letters).endsWith('cvc') && !/[wxy]$/.test(letters)

type Endings = readonly (readonly [ending: string, instead: string])[]

const read = (text: string): Endings =>
  text.split(' ').map((pair) => {
    const [ending = '', instead = ''] = pair.split('>')
    return [ending, instead] as const
  })

// An ending that contains another comes before it.
const second = read(
  'ational>ate ization>ize iveness>ive fulness>ful ousness>ous tional>tion biliti>ble entli>ent ousli>ous ation>ate ' +
    'alism>al aliti>al iviti>ive enci>ence anci>ance izer>ize alli>al ator>ate logi>log bli>ble eli>e',
)
const third = read('icate>ic ative> alize>al iciti>ic ical>ic ness> ful>')
const fourth = read('ement> ance> ence> able> ible> ment> ant> ent> ion> ism> ate> iti> ous> ive> ize> al> er> ic> ou>')

/** Puts something shorter for the first ending that fits, where enough of the word is left; of ion only after s or t. */
function replaceEnding(word: string, endings: Endings, least: number): string {
  const found = endings.find(([ending]) => word.endsWith(ending) && (ending !== 'ion' || /[st]ion$/.test(word)))
  if (!found) return word
  const left = word.slice(0, -found[0].length)
  return measure(left) >= least ? left + found[1] : word
}

function withoutPlural(word: string): string {
  if (/(ss|i)es$/.test(word)) return word.slice(0, -2)
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

function withoutPast(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const ending = /(ed|ing)$/.exec(word)?.[0]
  const stem = ending && word.slice(0, -ending.length)
  if (!stem || !hasVowel(stem)) return word
  if (/(at|bl|iz)$/.test(stem)) return `${stem}e`
  if (/([^aeiou])\1$/.test(stem)) return /[lsz]$/.test(stem) ? stem : stem.slice(0, -1)
  return measure(stem) === 1 && isShort(stem) ? `${stem}e` : stem
}

function withoutLastE(word: string): string {
  const stem = word.slice(0, -1)
  const shorter = word.endsWith('e') && (measure(stem) > 1 || (measure(stem) === 1 && !isShort(stem))) ? stem : word
  return shorter.endsWith('ll') && measure(shorter) > 1 ? shorter.slice(0, -1) : shorter
}

/** Of a word in lower case; what is not of the letters a to z, or shorter than three of them, is its own stem. */
export function stemOf(word: string): string {
  if (!/^[a-z]{3,64}$/.test(word)) return word
  const root = withoutPast(withoutPlural(word))
  const started = root.endsWith('y') && hasVowel(root.slice(0, -1)) ? `${root.slice(0, -1)}i` : root
  return withoutLastE(replaceEnding(replaceEnding(replaceEnding(started, second, 1), third, 1), fourth, 2))
}

// Names beside a plot: how much room they take, and what of them is shown where there is less.

/** How wide one is. */
export const letter = 7.4
/** Chinese and the like take the room of two. */
const widthOf = (sign: string): number =>
  /[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uff60]/.test(sign) ? 1.7 : 1
/** So many letters have its width. */
export const lettersIn = (label: string): number => [...label].reduce((sum, sign) => sum + widthOf(sign), 0)

/** A name that is longer than there is room for ends in dots. */
export function shortened(label: string, most: number): string {
  if (lettersIn(label) <= most) return label
  const signs = [...label]
  while (signs.length > 0 && lettersIn(signs.join('')) > most - 1) signs.pop()
  return `${signs.join('').trimEnd()}…`
}

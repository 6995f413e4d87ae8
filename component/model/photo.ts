// Pictures of the staff: what counts as one. What it is, its first bytes tell and nothing else.

/** As browsers show them safely; no SVG, which is a program. */
export type PhotoType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp'

export interface Photo {
  type: PhotoType
  bytes: Uint8Array
}

/** In bytes. */
export const largestPhoto = 100 * 1024

const beginnings: readonly (readonly [PhotoType, RegExp])[] = [
  // As hexadecimal.
  ['image/png', /^89504e470d0a1a0a/],
  ['image/jpeg', /^ffd8ff/],
  ['image/gif', /^47494638(37|39)61/],
  ['image/webp', /^52494646.{8}57454250/],
]

/** The picture, if these bytes are one, and not too large. */
export function photoOf(bytes: Uint8Array): Photo | undefined {
  if (bytes.length > largestPhoto) return undefined
  const first = [...bytes.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  const type = beginnings.find(([, pattern]) => pattern.test(first))?.[0]
  return type && { type, bytes }
}

// Which files may go out, and whether a file is what its name says: by its first bytes, for a name is only a claim. Pure.

/** Media type and how files of it begin, in hexadecimal; text has no beginning of its own. */
interface Kind {
  type: string
  begins?: readonly RegExp[]
}

const zip = [/^504b0304/, /^504b0506/]
const office = (type: string): Kind => ({ type: `application/vnd.${type}`, begins: zip })
const plain = (type: string): Kind => ({ type })
const openXml = 'openxmlformats-officedocument.'

const kinds: Readonly<Record<string, Kind>> = {
  png: { type: 'image/png', begins: [/^89504e470d0a1a0a/] },
  jpg: { type: 'image/jpeg', begins: [/^ffd8ff/] },
  gif: { type: 'image/gif', begins: [/^47494638(37|39)61/] },
  webp: { type: 'image/webp', begins: [/^52494646.{8}57454250/] },
  avif: { type: 'image/avif', begins: [/^.{8}66747970(61766966|61766973)/] },
  heic: { type: 'image/heic', begins: [/^.{8}66747970(68656963|68656978|6d696631|6d736631)/] },
  pdf: { type: 'application/pdf', begins: [/^255044462d/] },
  zip: { type: 'application/zip', begins: zip },
  docx: office(`${openXml}wordprocessingml.document`),
  xlsx: office(`${openXml}spreadsheetml.sheet`),
  pptx: office(`${openXml}presentationml.presentation`),
  odt: office('oasis.opendocument.text'),
  ods: office('oasis.opendocument.spreadsheet'),
  odp: office('oasis.opendocument.presentation'),
  txt: plain('text/plain'),
  log: plain('text/plain'),
  csv: plain('text/csv'),
}

/** For the file chooser. */
export const accepted = Object.keys(kinds)
  .concat('jpeg')
  .map((ending) => `.${ending}`)
  .join()

/** How many bytes of a file have to be looked at. */
export const enoughBytes = 512

export type Verdict = { type: string } | { problem: 'type' | 'fake' | 'empty' }

/** The media type of a file by its name, if its first bytes agree. */
export function judge(name: string, size: number, first: Uint8Array): Verdict {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''
  const kind = kinds[ending === 'jpeg' ? 'jpg' : ending]
  if (!kind) return { problem: 'type' }
  if (size === 0) return { problem: 'empty' }
  const start = Array.from(first.slice(0, 32), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const fits = kind.begins?.some((begin) => begin.test(start)) ?? first.every(isOfText)
  return fits ? { type: kind.type } : { problem: 'fake' }
}

/** Tab, line and page breaks and escape are; other control characters are in no text. */
const isOfText = (byte: number): boolean => byte >= 32 || (byte >= 9 && byte <= 13) || byte === 27

/** The name without anything that a server or a person could stumble over, at most 80 characters. */
export function cleanName(name: string): string {
  const [stem = '', ending = ''] = [name.replace(/\.[^.]*$/, ''), /\.[^.]*$/.exec(name)?.[0] ?? '']
  const clean = stem.replace(/[\p{Cc}\p{Cf}<>:"/\\|?*]+/gu, '_').trim()
  return ([...clean].slice(0, 72).join('') || 'file') + ending.toLowerCase()
}

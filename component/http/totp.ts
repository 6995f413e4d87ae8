// One-time codes from an app (RFC 6238): HMAC-SHA-1, six digits, thirty seconds, as all apps have it. The package for this
// brings a second implementation of the hashes; with node:crypto it is these lines, held to the RFC's test vectors.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const seconds = 30
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** A new secret as people and apps take it: 160 bits in base32 (RFC 4648 §6). */
export const newTotpSecret = (): string => toBase32(randomBytes(20))

export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((five) => alphabet[Number.parseInt(five.padEnd(5, '0'), 2)]).join('')
}

function fromBase32(text: string): Buffer {
  const bits = [...text].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** Where time stands, counted in codes. */
export const stepAt = (time: Date): number => Math.floor(time.getTime() / 1000 / seconds)

/** The code of a step (RFC 4226 §5.3). */
export function codeOf(secret: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const number = hash.readUInt32BE((hash.at(-1) as number) & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** Of which step a code is: of this one, the one before or the one after (RFC 6238 §5.2); undefined: of none. */
export function stepOf(secret: string, code: string, now: Date): number | undefined {
  const given = Buffer.from(code.padEnd(6).slice(0, 6))
  const near = [-1, 0, 1].map((off) => stepAt(now) + off)
  return near.filter((step) => timingSafeEqual(Buffer.from(codeOf(secret, step)), given)).at(-1)
}

/** For the picture that apps read: https://github.com/google/google-authenticator/wiki/Key-Uri-Format */
export function totpUri(secret: string, name: string, issuer: string): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(name)}`
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`
}

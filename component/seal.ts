// Keeps texts in the database that nobody who has only the database can read: AES-256-GCM with a key from secrets.json.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'

export interface Seal {
  seal(text: string): string
  /** Throws when it was sealed with another key, or changed. */
  open(sealed: string): string
  /** The same for the same text, of which it tells nothing to who has not the key. */
  mark(text: string): string
}

/** `jwtKey` is base64url; the key is derived from it, so that it opens nothing else. */
export function openSeal(jwtKey: string): Seal {
  const derive = (purpose: string) =>
    new Uint8Array(hkdfSync('sha256', Buffer.from(jwtKey, 'base64url'), '', purpose, 32))
  const key = derive('bellhop sealed in the database')
  const markKey = derive('bellhop marks in the database')
  return {
    seal(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const hidden = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), hidden]).toString('base64url')
    },
    open(sealed) {
      const bytes = Buffer.from(sealed, 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
    mark: (text) => createHmac('sha256', markKey).update(text).digest('hex'),
  }
}

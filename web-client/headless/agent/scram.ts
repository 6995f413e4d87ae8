// SCRAM (RFC 5802, RFC 7677) on WebCrypto: the server never sees the password, and proves that it knows it, too. The
// library's own is left out of its browser build.

export interface Secret {
  readonly salt: string
  readonly iterations: number
  /** The salted password as a key that signs and can't be read. */
  readonly key: CryptoKey
}

/** The mechanisms we speak, the strongest first, with their hash. */
export const scramHashes = { 'SCRAM-SHA-512': 'SHA-512', 'SCRAM-SHA-256': 'SHA-256', 'SCRAM-SHA-1': 'SHA-1' } as const
export type Mechanism = keyof typeof scramHashes
export type Hash = (typeof scramHashes)[Mechanism]

export const mechanisms = Object.keys(scramHashes) as readonly Mechanism[]

/** RFC 5802 §5.1 asks for 4,096 at least; a hostile server must not keep the browser busy for minutes. */
const [fewest, most] = [4096, 5_000_000]
const bits: Record<Hash, number> = { 'SHA-1': 160, 'SHA-256': 256, 'SHA-512': 512 }
const utf8 = new TextEncoder()

/** What the server asked for can't be right; trying again would not help. */
export class ScramError extends Error {}

export interface Exchange {
  /** The client's first message. */
  first(): string
  /** The client's final message, out of the server's first. */
  answer(challenge: string): Promise<string>
  /** Whether the server's final message shows that it knows the password. */
  isRight(final: string): Promise<boolean>
}

/** One login. `keyFor` gives the salted password for what the server asks. */
export function scramExchange(
  hash: Hash,
  { username, nonce }: { username: string; nonce: string },
  keyFor: (salt: string, iterations: number) => Promise<CryptoKey>,
): Exchange {
  const bare = `n=${username.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=${nonce}`
  let expected = ''
  return {
    first: () => `n,,${bare}`,
    async answer(challenge) {
      const { r = '', s = '', i = '', m } = attributes(challenge)
      const iterations = Number(i)
      if (m !== undefined || !r.startsWith(nonce) || r === nonce || s === '')
        throw new ScramError('The server’s challenge is none.')
      if (!(iterations >= fewest && iterations <= most))
        throw new ScramError(`The server asks for ${i} iterations; ${fewest} to ${most} are possible.`)
      const key = await keyFor(s, iterations)
      const clientKey = await sign(key, 'Client Key')
      const stored = await crypto.subtle.digest(hash, clientKey)
      const unproved = `c=biws,r=${r}`
      const everything = `${bare},${challenge},${unproved}`
      const signature = await sign(await hmacKey(stored, hash), everything)
      const serverKey = await sign(key, 'Server Key')
      expected = encode(await sign(await hmacKey(serverKey, hash), everything))
      return `${unproved},p=${encode(xor(clientKey, signature))}`
    },
    isRight: async (final) => expected !== '' && attributes(final).v === expected,
  }
}

/** The salted password as a key that never leaves WebCrypto. */
export async function saltedKey(password: string, hash: Hash, salt: string, iterations: number): Promise<CryptoKey> {
  const words = await crypto.subtle.importKey('raw', utf8.encode(prepare(password)), 'PBKDF2', false, ['deriveBits'])
  const how = { name: 'PBKDF2', hash, salt: decode(salt), iterations }
  return hmacKey(await crypto.subtle.deriveBits(how, words, bits[hash]), hash)
}

/** RFC 4013 §2.1–2.2, as far as it changes anything: other spaces are spaces, invisible ones nothing, then NFKC. */
export function prepare(password: string): string {
  return password
    .replace(/[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/gu, ' ')
    .replace(/\u00ad|\u034f|\u1806|[\u180b-\u180d]|[\u200b-\u200d]|\u2060|[\ufe00-\ufe0f]|\ufeff/gu, '')
    .normalize('NFKC')
}

function hmacKey(raw: BufferSource, hash: Hash): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash }, false, ['sign'])
}

async function sign(key: CryptoKey, words: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8.encode(words)))
}

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => a.map((byte, place) => byte ^ (b[place] ?? 0))

const encode = (data: Uint8Array): string => btoa(String.fromCharCode(...data))

const decode = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))

/** `a=1,b=2`; values may have a `=` in them. */
function attributes(message: string): Record<string, string | undefined> {
  return Object.fromEntries(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]))
}

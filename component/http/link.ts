// Links in mails: signed, good for thirty days, and for nothing but leading a visitor back into his conversation.
import { errors, jwtVerify, SignJWT } from 'jose'

/** What a link stands for. */
export interface BackLink {
  visitor: number
  queue: string
}

/** What a token stands for, and when it was signed. */
export interface SignedLink extends BackLink {
  signedAt: string
}

const purpose = 'bellhop-back'
const validDays = 30

/** The link for a mail, and until when it leads back. */
export async function makeLink(
  key: Uint8Array,
  publicUrl: string,
  link: BackLink,
  now: Date,
): Promise<{ url: string; expires: Date }> {
  const expires = new Date(now.getTime() + validDays * 86_400_000)
  return { url: `${publicUrl}/back?t=${await signLink(key, link, now, expires)}`, expires }
}

/** The token alone. */
export function signLink(key: Uint8Array, { visitor, queue }: BackLink, now: Date, expires: Date): Promise<string> {
  return new SignJWT({ queue })
    .setProtectedHeader({ alg: 'HS256', typ: purpose })
    .setAudience(purpose)
    .setSubject(String(visitor))
    .setIssuedAt(now)
    .setExpirationTime(expires)
    .sign(key)
}

/** The form of a token, to be checked before anything else is done with it. */
export const linkRule = { max: 600, pattern: /^[\w-]+\.[\w-]+\.[\w-]+$/, right: 'the token of a link from an e-mail' }

/** What the token stands for, or why it stands for nothing. */
export async function readLink(key: Uint8Array, token: string): Promise<SignedLink | 'expired' | 'wrong'> {
  try {
    const options = { algorithms: ['HS256'], typ: purpose, audience: purpose, requiredClaims: ['exp', 'iat', 'sub'] }
    const { payload } = await jwtVerify(token, key, options)
    const visitor = Number(payload.sub)
    if (!Number.isSafeInteger(visitor) || typeof payload.queue !== 'string') return 'wrong'
    return { visitor, queue: payload.queue, signedAt: new Date(Number(payload.iat) * 1000).toISOString() }
  } catch (error) {
    if (error instanceof errors.JWTExpired) return 'expired'
    if (error instanceof errors.JOSEError) return 'wrong'
    throw error
  }
}

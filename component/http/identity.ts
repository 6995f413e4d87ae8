// Signatures by which a site vouches for a visitor: JWTs, HS256 with a key of the site and nothing else (RFC 7519, RFC 8725).
import { createHash } from 'node:crypto'
import { decodeProtectedHeader, errors, type JWTPayload, jwtVerify } from 'jose'
import type { IdentityKey, Vouched } from '../desk/identity.ts'
import { isShowable } from './body.ts'
import { Problem } from './error.ts'

/** The form of one, to be checked before anything else is done with it. */
export const identityRule = {
  max: 4000,
  pattern: /^[\w-]+\.[\w-]+\.[\w-]+$/,
  right: 'a JWT in its compact form, signed by your site’s server',
}

const longest = 24 * 3600
/** Seconds by which clocks may differ. */
const tolerance = 60

const refused = (detail: string): Problem => new Problem(401, 'Identity refused', detail, 'identity')

/** The id of the key it says it is signed with, if it says so; nothing about it has been checked yet. */
export function keyIdOf(jwt: string): string | undefined {
  try {
    const { alg, kid } = decodeProtectedHeader(jwt)
    if (alg !== 'HS256') throw refused(`The identity is signed with ${JSON.stringify(alg)}; only "HS256" counts.`)
    return typeof kid === 'string' ? kid : undefined
  } catch (error) {
    if (error instanceof Problem) throw error
    throw refused('The identity is no JWT.')
  }
}

/** Whom it vouches for; refuses, and says why, what is forged, expired or incomplete. */
export async function readIdentity(jwt: string, keys: readonly IdentityKey[], now: Date): Promise<Vouched> {
  for (const { site, secret } of keys) {
    const payload = await verify(jwt, secret, now)
    if (payload) return readClaims(payload, site, jwt, now)
  }
  throw refused('The identity is not signed with a key of this desk.')
}

/** The claims; undefined when it is signed with another key. */
async function verify(jwt: string, secret: string, currentDate: Date): Promise<JWTPayload | undefined> {
  const options = { algorithms: ['HS256'], currentDate, clockTolerance: tolerance }
  try {
    return (await jwtVerify(jwt, new TextEncoder().encode(secret), options)).payload
  } catch (error) {
    if (error instanceof errors.JWSSignatureVerificationFailed) return undefined
    if (error instanceof errors.JWTExpired) throw refused('The identity has expired: sign a new one for each page.')
    if (error instanceof errors.JOSEError) throw refused(`The identity can’t be used: ${error.message}.`)
    throw error
  }
}

function readClaims(claims: JWTPayload, site: string, jwt: string, now: Date): Vouched {
  const { sub, exp, iat, jti } = claims
  const seconds = now.getTime() / 1000
  if (!isText(sub, 255))
    throw refused('“sub” must be a text of 1 to 255 characters: your site’s own name for this person.')
  if (typeof exp !== 'number')
    throw refused('“exp” is missing: say when the identity expires, at most 24 hours from now.')
  if (exp > seconds + longest + tolerance)
    throw refused('“exp” is too far away: an identity is good for at most 24 hours.')
  if (iat !== undefined && iat > seconds + tolerance)
    throw refused('“iat” is in the future: check the clock of your server.')
  if (jti !== undefined && !isText(jti, 255)) throw refused('“jti” must be a text of 1 to 255 characters.')
  return {
    site,
    sub,
    name: textOf(claims, 'name', 100),
    email: textOf(claims, 'email', 254),
    // Without a name of its own, what was signed names it.
    jti: createHash('sha256')
      .update(jti === undefined ? `jwt ${jwt}` : `jti ${jti}`)
      .digest('hex'),
    expiresAt: new Date((exp + tolerance) * 1000).toISOString(),
  }
}

const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= max && isShowable(value)

function textOf(claims: JWTPayload, name: 'name' | 'email', max: number): string | undefined {
  const value = claims[name]
  if (value === undefined || value === null || value === '') return undefined
  if (!isText(value, max)) throw refused(`“${name}” must be a text of at most ${max} characters.`)
  return value
}

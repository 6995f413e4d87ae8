// Secrets of the admin page, of which the desk keeps only hashes: what a cookie holds, and one-time links.
import { randomBytes } from 'node:crypto'

export const newSecret = (): string => randomBytes(32).toString('base64url')

/** The link to set a password with. What comes after # is sent to no server, so no log holds it. */
export const linkOf = (publicUrl: string, secret: string): string => `${publicUrl}/admin/#invitation=${secret}`

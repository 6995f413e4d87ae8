// The secrets of one installation: made once, kept in <data>/secrets.json for the owner's eyes only.
import { hkdfSync, randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Secrets {
  componentPassword: string
  apiPassword: string
  jwtKey: string
  adminToken: string
  demoPasswords: Record<string, string>
}

/** The demo people; their passwords are made even when BELLHOP_DEMO=0, so that switching the demo on later works. */
const demoNames = ['ann', 'bob', 'cem', 'hana', 'lea'] as const

/** Reads the secrets, making them on the first call. Callers at the same time all get the same ones. */
export function loadSecrets(data: string): Secrets {
  const file = join(data, 'secrets.json')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  return read(file) ?? make(file)
}

/** The secrets, if they were made already: who only asks makes none. */
export const readSecrets = (data: string): Secrets | undefined => read(join(data, 'secrets.json'))

/** Signs links in mails. Derived, so that nobody can log in to an IM server with a link, or make a link of a password. */
export function linkKeyOf({ jwtKey }: Secrets): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', Buffer.from(jwtKey, 'base64url'), '', 'bellhop link in a mail', 32))
}

function make(file: string): Secrets {
  const secrets: Secrets = {
    componentPassword: randomBytes(24).toString('base64url'),
    apiPassword: randomBytes(24).toString('base64url'),
    jwtKey: randomBytes(32).toString('base64url'),
    adminToken: randomBytes(24).toString('base64url'),
    demoPasswords: Object.fromEntries(demoNames.map((name) => [name, easyPassword()])),
  }
  // Written aside and then linked: the file appears whole, and only the first of two callers' files stays.
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
    return secrets
  } catch (error) {
    const others = read(file)
    if (!others) throw error
    return others
  } finally {
    rmSync(draft)
  }
}

function read(file: string): Secrets | undefined {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  const secrets = JSON.parse(text) as Secrets
  for (const key of ['componentPassword', 'apiPassword', 'jwtKey', 'adminToken'] as const) {
    if (typeof secrets[key] !== 'string' || secrets[key].length < 16) throw new Error(`${file}: ${key} is missing`)
  }
  return secrets
}

/** Typed by hand into a chat client: twelve letters and digits without look-alikes, in three groups (about 59 bits). */
function easyPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  const text = Array.from(randomBytes(12), (byte) => letters[byte % letters.length]).join('')
  return `${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`
}

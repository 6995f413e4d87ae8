// Passwords of admins: kept as scrypt hashes with their parameters. A hash takes long and much memory on purpose, so it is
// never made inside a turn, and only two at a time.
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { Problem } from './error.ts'

interface Cost {
  N: number
  r: number
  p: number
}

/** 64 MB and some 150 ms each. */
const cost: Cost = { N: 65_536, r: 8, p: 1 }
const bytes = 32
// Each takes one of the four threads on which SQLite works too.
const mostAtOnce = 2
const mostWaiting = 30

/** What is to be kept of a password: `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const { N, r, p } = cost
  return [
    'scrypt',
    N,
    r,
    p,
    salt.toString('base64url'),
    (await derive(password, salt, cost)).toString('base64url'),
  ].join('$')
}

// Of no password: nobody knows one with a hash of zeros.
const nobodys = `scrypt$${cost.N}$${cost.r}$${cost.p}$${'A'.repeat(22)}$${'A'.repeat(43)}`

/** Whether this is the password; takes as long where nothing is kept (undefined) and nothing can be right. */
export async function isPassword(password: string, kept: string | undefined): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = (kept ?? nobodys).split('$')
  const expected = Buffer.from(hash, 'base64url')
  const found = await derive(password, Buffer.from(salt, 'base64url'), { N: Number(N), r: Number(r), p: Number(p) })
  return timingSafeEqual(found, expected) && kept !== undefined
}

/** The same characters typed on another keyboard are the same password. */
function derive(password: string, salt: Buffer, { N, r, p }: Cost): Promise<Buffer> {
  const options = { N, r, p, maxmem: 256 * N * r }
  return inTurn(
    () =>
      new Promise((resolve, reject) => {
        scrypt(password.normalize('NFKC'), salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)))
      }),
  )
}

let working = 0
const waiting: (() => void)[] = []

/** Does it when one of the few is free; refuses when too many wait already. */
async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (waiting.length >= mostWaiting)
    throw new Problem(429, 'Too many requests', 'Too many sign in at once; try again in a moment.').after(5)
  if (working >= mostAtOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  else working += 1
  try {
    return await work()
  } finally {
    // Whoever is next takes over the place.
    const next = waiting.shift()
    if (next) next()
    else working -= 1
  }
}

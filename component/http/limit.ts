// Limits per address: a bucket of tokens that fills again with time; forgotten when it is full.
import { isIP } from 'node:net'
import type { Context } from 'koa'
import { Problem } from './error.ts'

/** Counts for the address that asks, or for whoever is named by `key`. */
export type Limiter = (ctx: Context, key?: string) => void

interface Bucket {
  tokens: number
  at: number
}

const mostBuckets = 50_000

/** Lets an address do `burst` at once and `perMinute` on end; refuses with Retry-After beyond that. */
export function openLimiter({
  burst,
  perMinute,
  clock,
}: {
  burst: number
  perMinute: number
  clock: () => number
}): Limiter {
  const buckets = new Map<string, Bucket>()
  const perMillisecond = perMinute / 60_000

  return (ctx, who) => {
    const now = clock()
    const key = who ?? networkOf(addressOf(ctx))
    const bucket = buckets.get(key) ?? { tokens: burst, at: now }
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perMillisecond)
    bucket.at = now
    if (bucket.tokens < 1) {
      ctx.set('Retry-After', String(Math.ceil((1 - bucket.tokens) / perMillisecond / 1000)))
      const what = who === undefined ? 'Too many sessions from this address' : 'Too many requests'
      throw new Problem(429, 'Too many requests', `${what}; try again in a moment.`)
    }
    bucket.tokens -= 1
    // The newest at the end: when there are too many, the one that was longest quiet goes.
    buckets.delete(key)
    buckets.set(key, bucket)
    const oldest = buckets.size > mostBuckets ? buckets.keys().next().value : undefined
    if (oldest !== undefined) buckets.delete(oldest)
  }
}

/** Who asks: the peer; behind a proxy on this machine, its peer, which it adds at the end (what stands before, anybody can write). */
function addressOf(ctx: Context): string {
  const forwarded = ctx.get('X-Forwarded-For').split(',').at(-1)?.trim() ?? ''
  return isIP(forwarded) && /^(::ffff:)?127\.|^::1$/.test(ctx.ip) ? forwarded : ctx.ip
}

/** One home has one IPv4 address, or one IPv6 network of 64 bits. */
function networkOf(ip: string): string {
  const plain = ip.replace(/^::ffff:/, '')
  if (!plain.includes(':')) return plain
  const [head = '', tail = ''] = plain.split('::')
  const groups = head.split(':').filter(Boolean)
  const missing = 8 - groups.length - tail.split(':').filter(Boolean).length
  const whole = [
    ...groups,
    ...Array<string>(plain.includes('::') ? missing : 0).fill('0'),
    ...tail.split(':').filter(Boolean),
  ]
  return whole.slice(0, 4).join(':')
}

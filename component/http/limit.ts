// Limits: for each address, or whatever is named, a bucket of tokens that fills again with time.
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

export interface Rate {
  /** So much at once. */
  burst: number
  /** So much on end. */
  perMinute: number
  clock: () => number
}

/** Lets an address do so much; refuses with Retry-After beyond that. */
export function openLimiter(rate: Rate): Limiter {
  const take = openBuckets(rate)
  return (ctx, who) => {
    const what = who === undefined ? 'Too many sessions from this address' : 'Too many requests'
    take(who ?? networkOf(addressOf(ctx)), what)
  }
}

/** Counts one more for what is named, or refuses; gives what takes that back. */
export type Take = (key: string, what: string) => () => void

export function openBuckets({ burst, perMinute, clock }: Rate): Take {
  const buckets = new Map<string, Bucket>()
  const perMillisecond = perMinute / 60_000

  return (key, what) => {
    const now = clock()
    const bucket = buckets.get(key) ?? { tokens: burst, at: now }
    bucket.tokens = Math.min(burst, bucket.tokens + (now - bucket.at) * perMillisecond)
    bucket.at = now
    if (bucket.tokens < 1)
      throw new Problem(429, 'Too many requests', `${what}; try again in a moment.`).after(
        (1 - bucket.tokens) / perMillisecond / 1000,
      )
    bucket.tokens -= 1
    // The newest at the end: when there are too many, the one that was longest quiet goes.
    buckets.delete(key)
    buckets.set(key, bucket)
    const oldest = buckets.size > mostBuckets ? buckets.keys().next().value : undefined
    if (oldest !== undefined) buckets.delete(oldest)
    return () => {
      bucket.tokens = Math.min(burst, bucket.tokens + 1)
    }
  }
}

/** Who asks: the peer; behind a proxy on this machine, its peer, which it adds at the end (what stands before, anybody can write). */
export function addressOf(ctx: Context): string {
  const forwarded = ctx.get('X-Forwarded-For').split(',').at(-1)?.trim() ?? ''
  return isIP(forwarded) && /^(::ffff:)?127\.|^::1$/.test(ctx.ip) ? forwarded : ctx.ip
}

/** One home has one IPv4 address, or one IPv6 network of 64 bits. */
export function networkOf(ip: string): string {
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

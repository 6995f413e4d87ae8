// The JSON in the body of a request to the API, of limited depth.
import type { Context } from 'koa'
import { parseJson } from '../body.ts'
import { Problem } from '../error.ts'

/** Bytes that a body has at most. */
export const largest = 131_072
const deepest = 12

export function parseBody(ctx: Context, text: string): unknown {
  if (!ctx.is('application/json')) {
    throw new Problem(415, 'Unsupported media type', 'Send JSON as application/json.')
  }
  const value = parseJson(text)
  if (depthOf(value, 0) > deepest)
    throw new Problem(400, 'Bad request', `The body is nested deeper than ${deepest} levels.`)
  return value
}

function depthOf(value: unknown, at: number): number {
  if (typeof value !== 'object' || value === null || at > deepest) return at
  return Math.max(at, ...Object.values(value).map((inner) => depthOf(inner, at + 1)))
}

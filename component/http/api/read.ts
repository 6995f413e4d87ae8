// Reads the body of a request: JSON in UTF-8, of limited size and depth.
import type { Context } from 'koa'
import { Problem } from '../error.ts'

const limit = 131_072
/** So much is read and thrown away, for the sake of a clear answer. */
const most = 1_048_576
const deepest = 12

/** The text of the body; refuses what is too large or not UTF-8. '' without one. */
export async function readText(ctx: Context): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of ctx.req) {
    size += (chunk as Buffer).length
    if (size <= limit) chunks.push(chunk as Buffer)
    // Leaving the loop cuts the connection, and the answer may never be read.
    if (size > most) break
  }
  if (size > limit) throw new Problem(413, 'Too large', `The body is larger than ${limit} bytes.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new Problem(400, 'Bad request', 'The body is not UTF-8.')
  }
}

/** The JSON in it. */
export function parseBody(ctx: Context, text: string): unknown {
  if (!ctx.is('application/json')) {
    throw new Problem(415, 'Unsupported media type', 'Send JSON as application/json.')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Problem(400, 'Bad request', 'The body is not JSON.')
  }
  if (depthOf(value, 0) > deepest)
    throw new Problem(400, 'Bad request', `The body is nested deeper than ${deepest} levels.`)
  return value
}

function depthOf(value: unknown, at: number): number {
  if (typeof value !== 'object' || value === null || at > deepest) return at
  return Math.max(at, ...Object.values(value).map((inner) => depthOf(inner, at + 1)))
}

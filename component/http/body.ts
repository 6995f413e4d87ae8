// Reads the body of a request: of limited size, and of nothing but the fields that are known.
import type { Context } from 'koa'
import { Problem } from './error.ts'

const limit = 16_384
/** So much is read and thrown away, for the sake of a clear answer. */
const most = 1_048_576

/** The text of the body, '' without one; refuses what is compressed, larger than so many bytes, or not UTF-8. */
export async function readBody(ctx: Context, bytes: number): Promise<string> {
  if (ctx.get('Content-Encoding') !== '')
    throw new Problem(415, 'Unsupported media type', 'Send the body as it is, without a Content-Encoding.')
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of ctx.req) {
    size += (chunk as Buffer).length
    if (size <= bytes) chunks.push(chunk as Buffer)
    // Leaving the loop cuts the connection, and the answer may never be read.
    if (size > most) break
  }
  if (size > bytes) throw new Problem(413, 'Too large', `The body is larger than ${bytes} bytes.`)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks))
  } catch {
    throw new Problem(400, 'Bad request', 'The body is not UTF-8.')
  }
}

export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem(400, 'Bad request', 'The body is not JSON.')
  }
}

/** The object in the body; refuses what is no JSON object. */
export async function readObject(ctx: Context): Promise<Record<string, unknown>> {
  if (!ctx.is('application/json', 'text/plain')) {
    throw new Problem(415, 'Unsupported media type', 'Send a JSON object as application/json.')
  }
  const value = parseJson(await readBody(ctx, limit))
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem(400, 'Bad request', 'The body must be a JSON object.')
  }
  return value as Record<string, unknown>
}

export interface TextRule {
  max: number
  required?: boolean
  pattern?: RegExp
  right: string
}

// Control characters, which XML can't carry or terminals obey, and those that turn the direction of the text around them.
const unshowable = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u

/** Whether a text of one line can be sent, and shown as it is. */
export const isShowable = (text: string): boolean => text.isWellFormed() && !unshowable.test(text)

/** A text of the object, trimmed; refuses, naming the field, what breaks the rule. */
export function readText(object: Record<string, unknown>, field: string, rule: TextRule): string | undefined {
  const value = object[field]
  const wrong = () => new Problem(400, 'Bad request', `“${field}” must be ${rule.right}.`, field)
  if (value === undefined || value === null) {
    if (rule.required) throw wrong()
    return undefined
  }
  if (typeof value !== 'string') throw wrong()
  const text = value.trim()
  if (text === '' || text.length > rule.max || !isShowable(text)) throw wrong()
  if (rule.pattern && !rule.pattern.test(text)) throw wrong()
  return text
}

/** Refuses fields nobody asked for: most often a misspelt one. */
export function checkFields(object: Record<string, unknown>, known: readonly string[]): void {
  const extra = Object.keys(object).find((field) => !known.includes(field))
  if (extra === undefined) return
  throw new Problem(400, 'Bad request', `“${extra}” is not known here; there are: ${known.join(', ')}.`, extra)
}

// What the parts of requests and answers must be. A description completes the sentence “it must be …”.
import { type TSchema, Type } from 'typebox'
import type { Hours, Quiet } from '../../model/hours.ts'

export const closed = { additionalProperties: false } as const

export const nullable = <S extends TSchema>(schema: S) =>
  Type.Union([schema, Type.Null()], {
    description: `${(schema as { description?: string }).description ?? 'a value'}, or null`,
  })

const text = (description: string, maxLength: number, format: 'line' | 'text' = 'line') =>
  Type.String({ description, minLength: 1, maxLength, format })

export const line = (what: string, most: number) => text(`${what} of 1 to ${most} characters in one line`, most)
export const words = (what: string, most: number) => text(`${what} of 1 to ${most} characters`, most, 'text')

const userPattern = '^[a-z0-9](?:[a-z0-9._-]{0,63})$'
export const user = Type.String({
  description: 'a user name such as ann: lower-case letters, digits, “.”, “_” and “-”, 1 to 64 of them',
  pattern: userPattern,
})
export const queueName = Type.String({
  description: 'the name of a queue such as support: lower-case letters, digits, “.”, “_” and “-”, 1 to 64 of them',
  pattern: '^(?!(?:chat|issue)-[0-9]+$)[a-z0-9](?:[a-z0-9._-]{0,63})$',
})
export const number = Type.Integer({ description: 'a number from 1 on', minimum: 1, maximum: 2_147_483_647 })
export const count = Type.Integer({ minimum: 0 })
export const seconds = Type.Integer({
  description: 'whole seconds from 1 to 31536000 (a year)',
  minimum: 1,
  maximum: 31_536_000,
})
export const time = Type.String({ description: 'a time in UTC such as 2026-11-22T12:00:00.000Z', format: 'time' })
export const dateOrTime = Type.String({
  description: 'a date such as 2026-11-22, or a time in UTC such as 2026-11-22T12:00:00.000Z',
  format: 'date-or-time',
})
export const zone = Type.String({ description: 'a time zone such as Europe/Oslo', maxLength: 64, format: 'zone' })
export const lang = Type.String({
  description: 'a language tag such as en or zh-CN',
  pattern: '^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$',
  maxLength: 35,
})
const jidPattern = `^[^\\s\\p{C}@/"&'<>]+@[^\\s\\p{C}@/"&'<>]+$`
export const jid = Type.String({
  description: 'a JID such as ann@agents.example.org',
  maxLength: 512,
  pattern: jidPattern,
})
/** Somebody of the staff, as he is named in requests; see withJids. */
export const person = Type.String({
  description: 'a user name such as ann, or a JID such as ann@agents.example.org',
  maxLength: 512,
  pattern: `${userPattern}|${jidPattern}`,
})
export const role = Type.Enum(['agent', 'handler', 'lead'], { description: 'agent, handler or lead' })
export const priority = Type.Enum(['low', 'normal', 'high', 'urgent'], {
  description: 'low, normal, high or urgent',
})
export const email = Type.String({
  description: 'an e-mail address',
  maxLength: 320,
  pattern: '^[^\\s@<>"]{1,64}@[^\\s@<>"]{1,190}\\.[^\\s@<>".]{2,63}$',
})
export const typeName = Type.String({
  description: 'a type such as billing or billing/refund, in lower case',
  maxLength: 200,
  pattern: '^[\\p{Ll}\\p{Lo}\\p{N}_-]+(?:/[\\p{Ll}\\p{Lo}\\p{N}_-]+)*$',
})
export const password = Type.String({
  description: 'a password of 10 to 128 characters',
  minLength: 10,
  maxLength: 128,
  format: 'secret',
})
export const search = Type.String({ description: 'words of 1 to 200 characters', minLength: 1, maxLength: 200 })

const timeOfDay = '(?:[01][0-9]|2[0-3]):[0-5][0-9]'
const range = Type.Unsafe<[string, string]>({
  type: 'array',
  description: 'from and to, such as ["09:00", "17:00"]',
  prefixItems: [
    Type.String({ pattern: `^${timeOfDay}$`, description: 'a time of day such as 09:00' }),
    Type.String({
      pattern: `^(?:${timeOfDay}|24:00)$`,
      description: 'a time of day such as 17:00; 24:00 ends the day',
    }),
  ],
  ...{ items: false, minItems: 2, maxItems: 2 },
})
const ranges = Type.Array(range, { maxItems: 12, description: 'a list of hours such as [["09:00", "17:00"]]' })
const day = Type.Optional(ranges)
const hoursShape = Type.Object(
  {
    zone,
    week: Type.Object({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }, closed),
    exceptions: Type.Optional(
      Type.Record(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' }), ranges, {
        ...{ additionalProperties: false, maxProperties: 400 },
        description: 'other hours by date, such as {"2026-12-28": []}',
      }),
    ),
  },
  closed,
)
export const hours = Type.Unsafe<Hours>(hoursShape)

const quietShape = Type.Object(
  {
    zone,
    from: Type.String({ pattern: `^${timeOfDay}$`, description: 'a time of day such as 20:00' }),
    to: Type.String({ pattern: `^${timeOfDay}$`, description: 'a time of day such as 07:00' }),
  },
  closed,
)
export const quiet = Type.Unsafe<Quiet>(quietShape)

/** Texts by language. */
export const byLanguage = (most: number) =>
  Type.Record(Type.String({ pattern: '^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$' }), words('a text', most), {
    ...{ additionalProperties: false, maxProperties: 40 },
    description: 'texts by language, such as {"en": "Welcome!"}',
  })

export const page = nullable(Type.Object({ url: Type.String(), title: Type.String(), referrer: Type.String() }))

/** All fields may be left out, but not all of them at once. */
export const some = <S extends Record<string, TSchema>>(fields: S) =>
  Type.Object(
    Object.fromEntries(Object.entries(fields).map(([name, schema]) => [name, Type.Optional(schema)])) as {
      [K in keyof S]: ReturnType<typeof Type.Optional<S[K]>>
    },
    { ...closed, minProperties: 1 },
  )

/** A body that may be left out. */
export const optional = { 'x-optional': true, ...closed } as const

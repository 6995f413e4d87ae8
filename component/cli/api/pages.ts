// Shows what the desk answers: one thing, or a list, a page or all of it.
import type { TSchema } from 'typebox'
import type { Endpoint } from '../../http/api/endpoint.ts'
import { harmless, type Widths } from '../table.ts'
import type { Asked } from '../verb.ts'
import type { Request } from './request.ts'
import { send } from './send.ts'
import { plainColumns, tableOf, thing } from './show.ts'
import type { Desk } from './where.ts'

export interface Call {
  request: Request
  headers: Readonly<Record<string, string>>
  desk: Desk
  endpoint: Endpoint
  asked: Asked
  columns?: readonly string[]
  text?: (answer: never) => string
}

const ask = ({ request, headers, desk, asked }: Call, accept: string, path = request.path): Promise<Response> =>
  send({ ...request, path }, { desk, accept, headers, output: asked.output })

/** One thing: as the desk itself writes it for people, if it does. */
export async function showAnswer(call: Call): Promise<void> {
  const { endpoint, asked } = call
  const isText = !asked.output.isJson && endpoint.texts?.['text/plain'] !== undefined
  const answer = await ask(call, isText ? 'text/plain' : 'application/json')
  if (answer.status === 204) return asked.output.show({ done: true }, 'Done.')
  if (isText) return asked.output.show(undefined, harmless(await answer.text()))
  const value = await answer.json()
  await asked.output.show(value, textOf(call, value))
}

function textOf({ endpoint, columns, text }: Call, value: unknown): string {
  if (text) return text(value as never)
  const { properties } = endpoint.answer as { properties?: Record<string, { items?: TSchema }> }
  const { items, ...rest } = value as { items?: unknown[] }
  if (!Array.isArray(items) || Object.keys(rest).length > 0) return thing(value)
  return tableOf(items, columns ?? plainColumns(properties?.items?.items)).text
}

/** A list: the page that was asked for, or with --all all from there on. */
export async function pagesOf(call: Call): Promise<void> {
  const { asked, request } = call
  const show = asked.isSet('csv') ? csvPage : asked.output.isJson ? jsonPage : textPage
  let state: State = { path: request.path, widths: undefined }
  for (;;) {
    const { next, widths } = await show(call, state)
    if (next === null) return
    if (!asked.isSet('all')) return more(call, next)
    state = { path: withCursor(request.path, next), widths }
  }
}

interface State {
  path: string
  /** Of the columns so far; undefined on the first page. */
  widths: Widths | undefined
}

interface Shown {
  next: string | null
  widths: Widths
}

async function csvPage(call: Call, { path, widths }: State): Promise<Shown> {
  const answer = await ask(call, 'text/csv', path)
  const text = await answer.text()
  const [, link] = /<([^>]*)>/.exec(answer.headers.get('Link') ?? '') ?? []
  // Every page begins with the names of the columns.
  const rows = widths ? text.slice(text.indexOf('\n') + 1) : text
  await call.asked.output.show(rows, rows)
  return { next: link === undefined ? null : new URL(link, call.desk.url).searchParams.get('cursor'), widths: [] }
}

interface Page {
  items: unknown[]
  next: string | null
}

const page = async (call: Call, path: string): Promise<Page> =>
  (await (await ask(call, 'application/json', path)).json()) as Page

async function jsonPage(call: Call, { path }: State): Promise<Shown> {
  const { items, next } = await page(call, path)
  const { output } = call.asked
  if (!call.asked.isSet('all')) await output.show({ items, next }, '')
  else for (const item of items) await output.line(item, '')
  return { next, widths: [] }
}

async function textPage(call: Call, { path, widths }: State): Promise<Shown> {
  const { items, next } = await page(call, path)
  const table = tableOf(items, call.columns ?? plainColumns(call.endpoint.item), widths)
  if (items.length > 0) await call.asked.output.show(undefined, table.text)
  else if (!widths) call.asked.output.note('There is none.')
  return { next, widths: table.widths }
}

function withCursor(path: string, cursor: string): string {
  const [before = '', query = ''] = path.split('?')
  const words = new URLSearchParams(query)
  words.set('cursor', cursor)
  return `${before}?${words}`
}

/** A script reads “next”; a person is told. */
function more({ asked }: Call, next: string): void {
  if (!asked.output.isJson) asked.output.note(`There is more: --all, or --cursor ${next}`)
}

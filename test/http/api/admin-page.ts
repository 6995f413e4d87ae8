// The admin page as a test plays it: a browser with its cookie, which sends what the page would send.
import type { Answer } from '../ask.ts'
import { ask } from '../ask.ts'

export interface Page {
  cookie: string
  csrf: string
  /** Asks as the page does, with cookie and X-CSRF-Token; other headers may take their place. */
  ask(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>
  /** Signs in, and keeps what it is given. */
  signIn(name: string, password: string, code?: string): Promise<Answer>
  /** Sets a password by a link. */
  accept(link: string, name: string, password: string): Promise<Answer>
}

export interface Where {
  http: string
}

/** A browser in which nobody is signed in yet; it comes from an address of its own, if one is given. */
export function openPage({ http }: Where, from?: string): Page {
  const page: Page = {
    ...{ cookie: '', csrf: '' },
    ask(method, path, body, headers = {}) {
      const text = body === undefined ? '' : JSON.stringify(body)
      const json = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': lengthOf(text) }
      const own = { cookie: page.cookie, 'x-csrf-token': page.csrf, 'user-agent': 'a test', origin: http }
      const all = { ...own, ...json, ...headers }
      const place = from === undefined ? {} : { from }
      return ask(http, {
        method,
        path: `/api/v1${path}`,
        headers: all,
        ...(text === '' ? {} : { body: text }),
        ...place,
      })
    },
    async signIn(name, password, code) {
      return keep(page, await page.ask('POST', '/session', { name, password, ...(code === undefined ? {} : { code }) }))
    },
    async accept(link, name, password) {
      return keep(page, await page.ask('POST', `/invitations/${tokenOf(link)}`, { name, password }))
    },
  }
  return page
}

export const tokenOf = (link: string): string => link.split('#invitation=')[1] ?? link

const lengthOf = (text: string): string => String(Buffer.byteLength(text))

function keep(page: Page, answer: Answer): Answer {
  const [cookie] = answer.headers['set-cookie'] ?? []
  if (answer.status !== 201 || cookie === undefined) return answer
  page.cookie = cookie.split(';')[0] ?? ''
  page.csrf = String(answer.json().csrf)
  return answer
}

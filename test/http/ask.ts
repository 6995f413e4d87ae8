// Requests as nobody's library would send them: any path unchanged, any header, and from any address of 127.0.0.0/8.
import { type IncomingHttpHeaders, request } from 'node:http'

export interface Asked {
  method?: string
  path?: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** The address it comes from, so that one test does not use up another's limit. */
  from?: string
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The body as JSON. */
  json(): Record<string, unknown>
}

/** Sends one request to the desk at `http` and gives the whole answer. */
export function ask(http: string, { method = 'GET', path = '/', headers = {}, body, from }: Asked): Promise<Answer> {
  const { hostname, port } = new URL(http)
  const local = from === undefined ? {} : { localAddress: from }
  return new Promise((resolve, reject) => {
    const sent = request({ hostname, port, method, path, headers, agent: false, ...local }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('error', reject)
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: () => JSON.parse(text) })
      })
    })
    sent.setTimeout(10_000, () => sent.destroy(new Error(`no answer to ${method} ${path}`)))
    sent.on('error', reject)
    sent.end(body)
  })
}

/** Asks for a visitor's session with this body: an object as JSON, anything else as it is. */
export function askSession(http: string, body: unknown, more: Asked = {}): Promise<Answer> {
  const bytes = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body)
  const headers = { 'content-type': 'application/json', ...more.headers }
  return ask(http, { method: 'POST', path: '/widget/session', body: bytes, ...more, headers })
}

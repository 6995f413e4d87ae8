// The desk's API as this page asks it: with the session's cookie, and its proof on whatever changes something.

export type Query = Readonly<Record<string, string | number | boolean | null | undefined>>

export interface Page<Item> {
  items: Item[]
  next: string | null
}

/** Something as it was read; the tag says later whether it still is. */
export interface Read<Value> {
  value: Value
  etag: string | undefined
}

/** What the API refused, in its own words; `field` is the part of the input that was wrong. Status 0: not reached. */
export class Refusal extends Error {
  readonly status: number
  readonly field: string | undefined
  constructor(status: number, detail: string, field?: string) {
    super(detail)
    this.status = status
    this.field = field
  }
}

export interface Api {
  /** Sent with every change; the session tells it. */
  proof: string
  /** Called when the session is over. */
  onSignedOut: () => void
  get<Value>(path: string, query?: Query, signal?: AbortSignal): Promise<Value>
  read<Value>(path: string, query?: Query, signal?: AbortSignal): Promise<Read<Value>>
  /** Changes something; with a tag only if it is still as it was read. */
  send<Value>(method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, body?: unknown, etag?: string): Promise<Value>
  /** The answer as text of another media type. */
  text(path: string, query: Query, type: string): Promise<{ text: string; next: string | undefined }>
}

export const base = '/api/v1'

/** What is said where the desk's own words are missing, or are for programs. */
export interface Sayings {
  unreachable: string
  changedMeanwhile: string
}

/** Seconds. */
const longestWait = 5

export function openApi({ unreachable, changedMeanwhile }: Sayings): Api {
  const ask = async (path: string, init: RequestInit): Promise<Response> => {
    const response = await fetch(`${base}${path}`, { credentials: 'same-origin', ...init }).catch((error: unknown) => {
      if (init.signal?.aborted) throw error
      throw new Refusal(0, unreachable)
    })
    if (response.ok) return response
    // A long table is read page by page, and may be asked for too quickly.
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
    if (response.status === 429 && init.method === undefined && seconds <= longestWait) {
      await new Promise((resolve) => setTimeout(resolve, seconds * 1000))
      init.signal?.throwIfAborted()
      return ask(path, init)
    }
    const refusal = await refusalOf(response)
    // A wrong password is refused with its field; without one, it is the session that counts no more.
    if (refusal.status === 401 && refusal.field === undefined && path !== '/session') api.onSignedOut()
    if (refusal.status === 412) throw new Refusal(412, changedMeanwhile)
    throw refusal
  }
  const api: Api = {
    proof: '',
    onSignedOut: () => undefined,
    get: async (path, query, signal) => (await api.read<never>(path, query, signal)).value,
    async read(path, query = {}, signal) {
      const headers = { accept: 'application/json' }
      const response = await ask(withQuery(path, query), { headers, ...(signal && { signal }) })
      return { value: await response.json(), etag: response.headers.get('etag') ?? undefined }
    },
    async send(method, path, body, etag) {
      const headers = new Headers({ accept: 'application/json', 'x-csrf-token': api.proof })
      if (body !== undefined) headers.set('content-type', 'application/json')
      if (etag !== undefined) headers.set('if-match', etag)
      const response = await ask(path, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
      return response.status === 204 ? undefined : await response.json()
    },
    async text(path, query, type) {
      const response = await ask(withQuery(path, query), { headers: { accept: type } })
      const [, next] = /^<\/api\/v1([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '') ?? []
      return { text: await response.text(), next }
    },
  }
  return api
}

/** The path with what is asked; what is empty is left out. */
export function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return text === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${text}`
}

async function refusalOf(response: Response): Promise<Refusal> {
  const text = await response.text()
  try {
    const { detail, title, field } = JSON.parse(text)
    return new Refusal(response.status, String(detail ?? title ?? response.status), field)
  } catch {
    // Not the desk's own words: something between it and us, such as a proxy.
    return new Refusal(response.status, `${response.status} ${response.statusText}`.trim())
  }
}

// Asks the desk's web server for a visitor's login (POST /widget/session).

import type { Session } from '../headless/connection.ts'
import { type FetchSession, SessionRefused } from '../headless/link.ts'

interface Problem {
  title?: string
  detail?: string
}

/** Rejects with `SessionRefused` when the server says no, with anything else when it could not say. */
export function loginAt(base: string, queue: string): FetchSession {
  const url = new URL('widget/session', base)
  return async (token) => {
    const response = await fetch(url, {
      method: 'POST',
      // No cookies: the token is all that says who this is.
      credentials: 'omit',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ queue, ...(token === undefined ? {} : { token }) }),
      signal: AbortSignal.timeout(15_000),
    })
    if (response.ok) return (await response.json()) as Session
    const { title, detail }: Problem = await response.json().catch(() => ({}))
    const message = detail ?? title ?? String(response.status)
    if (response.status >= 500 || response.status === 429 || response.status === 408) throw new Error(message)
    throw new SessionRefused(message, response.status === 401 || response.status === 403)
  }
}

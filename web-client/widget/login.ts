// Asks the desk's web server for a visitor's login (POST /widget/session): as who he was in this browser, as whom a link in
// an e-mail leads back to, or as who the site says he is.

import type { Session } from '../headless/connection.ts'
import { type FetchSession, SessionRefused } from '../headless/link.ts'
import type { WidgetOptions } from './options.ts'

interface Problem {
  title?: string
  detail?: string
  field?: string
}

class IdentityRefused extends SessionRefused {}

export interface LoginOptions extends Pick<WidgetOptions, 'base' | 'queue' | 'link' | 'identity'> {
  /** A secret of this browser, so that nobody else uses a signature that was used here. */
  browser(): string
  /** Whether the site has vouched for who this was so far. */
  isVerified(): boolean
  onIdentity(refusal: Error | undefined): void
}

/** Rejects with `SessionRefused` when the server says no, with anything else when it could not say. */
export function loginAt({ base, queue, link, identity, browser, isVerified, onIdentity }: LoginOptions): FetchSession {
  // Each is shown until the desk has said yes or no to it; after that the token is enough.
  let [leading, vouching] = [link, identity]
  return async (token) => {
    if (vouching !== undefined) {
      try {
        const jwt = typeof vouching === 'string' ? vouching : await vouching()
        const session = await ask(base, { queue, token, identity: jwt, browser: browser() })
        vouching = undefined
        // Who the site says he is he stays: a link must not make somebody else of him at the next login.
        leading = undefined
        onIdentity(undefined)
        return session
      } catch (error) {
        if (!(error instanceof IdentityRefused)) throw error
        onIdentity(error)
        // Whoever is here now must not read what the last one wrote; a stranger's own thread he may go on with.
        if (isVerified()) throw error
        vouching = undefined
      }
    }
    const withLink = leading
    leading = undefined
    if (withLink === undefined) return ask(base, { queue, token })
    return ask(base, { queue, token, link: withLink }).catch((error: unknown) => {
      // It has expired, say. Then he is who he was in this browser.
      if (error instanceof SessionRefused) return ask(base, { queue, token })
      leading = withLink
      throw error
    })
  }
}

async function ask(base: string, body: Record<string, string | undefined>): Promise<Session> {
  const response = await post(base, 'widget/session', body)
  if (response.ok) return (await response.json()) as Session
  const { title, detail, field }: Problem = await response.json().catch(() => ({}))
  const message = detail ?? title ?? String(response.status)
  const { status } = response
  if (status >= 500 || status === 429 || status === 408) throw new Error(message)
  if (body.identity && (field === 'identity' || status === 403)) throw new IdentityRefused(message, false)
  throw new SessionRefused(message, status === 401 || status === 403)
}

/** Asks the desk's web server, without cookies: a token is all that says who this is. */
export function post(base: string, path: string, body: Record<string, string | undefined>): Promise<Response> {
  return fetch(new URL(path, base), {
    method: 'POST',
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(15_000),
  })
}

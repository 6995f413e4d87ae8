// Hostile text for the pages of the staff: what strangers may write, one who writes it, and whether any of it came to life.
import assert from 'node:assert/strict'
import { client, xml } from '@xmpp/client'
import type { Page } from 'playwright-core'
import ws from 'ws'
import type { TestDesk } from '../harness/desk.ts'

/** Each would say so if it ran. */
export const corpus = [
  '<img src=x onerror="pwned(1)">',
  '<script>pwned(2)</script>',
  '<svg/onload=pwned(3)>',
  '"><iframe srcdoc="<script>parent.pwned(4)</script>">',
  "' onmouseover='pwned(5)' x='",
  '<a href="javascript:pwned(6)">me</a> javascript:pwned(6)',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=pwned(7)>',
  `{{constructor.constructor("pwned(8)")()}} $\{pwned(8)} <%= pwned(8) %>`,
  '<style>*{display:none}</style>',
  '&lt;img src=x onerror=pwned(9)&gt;',
  '<b>\u202Egpj.exe\u0000'.replace('\u0000', ''),
  'https://a.test/"onmouseover="pwned(10)',
] as const

/** No element came to be that a page of ours would not make, and no address that leads to a script. */
export async function nothingRan(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const strange = document.querySelectorAll(
      'body script:not([src]), iframe, object, embed, math, main form form, body style',
    )
    const addresses = [...document.querySelectorAll('[href], [src]')].flatMap((each) => [
      each.getAttribute('href') ?? '',
      each.getAttribute('src') ?? '',
    ])
    const events = [...document.querySelectorAll('#app *')].filter((each) =>
      each.getAttributeNames().some((name) => name.startsWith('on')),
    )
    return {
      strange: strange.length,
      events: events.length,
      scripts: addresses.filter((url) => /^\s*javascript:/i.test(url)),
    }
  })
  assert.deepEqual(found, { strange: 0, events: 0, scripts: [] })
}

/** A visitor with a client of his own making. */
export async function hostileVisitor(desk: TestDesk, name: string, page: string) {
  const response = await fetch(`${desk.http}/widget/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ queue: 'support', name }),
  })
  const { jid, password, websocket, queue } = (await response.json()) as Record<string, string>
  ;(globalThis as { WebSocket?: unknown }).WebSocket ??= ws
  const [username = '', domain = ''] = (jid ?? '').split('@')
  const xmpp = client({ service: websocket ?? '', domain, username, password: password ?? '' })
  xmpp.on('error', () => undefined)
  await xmpp.start()
  await xmpp.send(xml('presence'))
  const where = { url: `javascript:pwned(12)//${page}`, title: page, referrer: `https://evil.test/${page}` }
  await xmpp.send(xml('presence', { to: queue ?? '' }, xml('page', { xmlns: 'urn:bellhop:0', ...where })))
  let count = 0
  const say = (body: string, ...more: ReturnType<typeof xml>[]) =>
    xmpp.send(xml('message', { to: queue ?? '', type: 'chat', id: `h-${++count}` }, xml('body', {}, body), ...more))
  return {
    says: (body: string) => say(body),
    saysFile: (url: string) => say(url, xml('x', { xmlns: 'jabber:x:oob' }, xml('url', {}, url))),
    leaves: () => xmpp.stop(),
  }
}

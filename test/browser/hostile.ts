// Hostile text for any page of ours: what to send, and how to see that it came out as text and that nothing of it ran.
import assert from 'node:assert/strict'
import { client, xml } from '@xmpp/client'
import type { Element as Stanza } from '@xmpp/xml'
import type { Locator, Page } from 'playwright-core'
import ws from 'ws'
import type { TestDesk } from '../harness/desk.ts'
import { until } from '../harness/until.ts'

/** Each would say so if it ran: with a number of its own, to `pwned`. */
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
  '<b>\u202Egpj.exe',
  'https://a.test/"onmouseover="pwned(10)',
  '<input autofocus onfocus=pwned(11)><details open ontoggle=pwned(11)>',
  ']]><x/><!-- --!><img src=x onerror=pwned(13)>',
] as const

/** The first of it, for places with room for one. */
export const [nasty] = corpus

/** Listens for what runs; `afterEach` of a test checks that the list is empty. */
export async function listenOn(page: Page, ran: unknown[]): Promise<void> {
  await page.exposeFunction('pwned', (which: unknown) => ran.push(which))
  page.on('dialog', (dialog) => {
    ran.push(dialog.message())
    void dialog.dismiss()
  })
}

/** Waits until one of these elements has exactly this text, letter for letter. */
export async function exactly(found: Locator, words: string): Promise<void> {
  const texts = async () => (await found.allTextContents()).map((text) => text.trim())
  // A list that is drawn anew is empty for a moment.
  await until(async () => (await texts()).includes(words.trim()), words).catch(async () =>
    assert.fail(`${words} is not among ${(await texts()).join(' | ')}`),
  )
}

/** No element came to be that we would not make, and no address that leads to a script; also in open shadow roots. */
export async function nothingRan(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const all: Element[] = []
    for (const roots: ParentNode[] = [document]; roots.length > 0; )
      for (const each of roots.pop()?.querySelectorAll('*') ?? []) {
        all.push(each)
        if (each.shadowRoot) roots.push(each.shadowRoot)
      }
    const strange = 'body script:not([src]), iframe, object, embed, math, form form, body style, details[ontoggle]'
    const urls = all.flatMap((each) => ['href', 'src', 'action'].map((name) => each.getAttribute(name) ?? ''))
    return {
      strange: all.filter((each) => each.matches(strange) && !(each.getRootNode() instanceof ShadowRoot)).length,
      events: all.filter((each) => each.getAttributeNames().some((name) => name.startsWith('on'))).length,
      scripts: urls.filter((url) => /^\s*javascript:/i.test(url)),
    }
  })
  assert.deepEqual(found, { strange: 0, events: 0, scripts: [] })
}

export interface HostileVisitor {
  says(body: string, ...more: Stanza[]): Promise<void>
  saysFile(url: string): Promise<void>
  /** Hands in a form, as the desk's lines bring them. */
  fillsIn(type: string, values: Readonly<Record<string, string>>): Promise<void>
  leaves(): Promise<unknown>
}

/** A visitor with a client of his own making: his name, his vCard, and where he says that he is. */
export async function hostileVisitor(desk: TestDesk, name: string, page: string): Promise<HostileVisitor> {
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
  await xmpp.send(xml('iq', { type: 'set', id: 'card' }, hostileCard()))
  const where = { url: `javascript:pwned(12)//${page}`, title: page, referrer: `https://evil.test/${page}` }
  await xmpp.send(xml('presence', { to: queue ?? '' }, xml('page', { xmlns: 'urn:bellhop:0', ...where })))
  let count = 0
  const send = (...children: Stanza[]) =>
    xmpp.send(xml('message', { to: queue ?? '', type: 'chat', id: `h-${++count}` }, ...children))
  const says = (body: string, ...more: Stanza[]) => send(xml('body', {}, body), ...more)
  return {
    says,
    saysFile: (url) => says(url, xml('x', { xmlns: 'jabber:x:oob' }, xml('url', {}, url))),
    fillsIn(type, values) {
      const field = ([name, value]: [string, string]) => xml('field', { var: name }, xml('value', {}, value))
      const fields = Object.entries({ FORM_TYPE: type, ...values }).map(field)
      return send(xml('x', { xmlns: 'jabber:x:data', type: 'submit' }, ...fields))
    },
    leaves: () => xmpp.stop(),
  }
}

/** A vCard that is markup all through, its picture too. */
export function hostileCard(): Stanza {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="pwned(14)"><script>pwned(14)</script></svg>`
  const photo = xml('PHOTO', {}, xml('TYPE', {}, 'image/svg+xml'), xml('BINVAL', {}, btoa(svg)))
  return xml('vCard', { xmlns: 'vcard-temp' }, xml('FN', {}, nasty), xml('NICKNAME', {}, corpus[2]), photo)
}

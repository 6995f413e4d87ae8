// Writes notices as stanzas, sentences in the receiver's language.
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import type { MessageNotice, Notice, PresenceNotice, ReceiptNotice, TransferOffer } from '../model/notice.ts'
import { renderBody } from '../model/say.ts'
import { lineForms, writeForm } from './forms.ts'
import { writeIssue } from './issue.ts'
import { ns } from './ns.ts'
import { quoted, writeReferences } from './references.ts'

/** The stanza of a notice; `contact` and `photo` notices have none, they are not for the wire. */
export function write(notice: Notice, desk: string, outboxId: number | undefined): Element | undefined {
  if (notice.kind === 'contact' || notice.kind === 'photo') return undefined
  const from = notice.from === '' ? desk : `${notice.from}@${desk}`
  const { to } = notice
  switch (notice.kind) {
    case 'message':
      return writeMessage(notice, from, notice.id ?? `o-${outboxId}`)
    case 'receipt':
      return writeReceipt(notice, from)
    case 'mark':
      return xml('message', { from, to, type: 'chat' }, xml(notice.mark, { xmlns: ns.markers, id: notice.of }))
    case 'typing': {
      const state = xml(notice.typing, { xmlns: ns.chatStates })
      const hint = xml('no-store', { xmlns: ns.hints })
      return xml('message', { from: withResource(notice.from, from), to, type: 'chat' }, state, hint)
    }
    case 'presence':
      return writePresence(notice, notice.show === 'subscribed' ? from : withResource(notice.from, from))
    case 'probe':
      return xml('presence', { from, to, type: 'probe' })
  }
}

/**
 * Where presence and typing come from. COMPAT(Profanity, 0.13.1): typing is shown only when it comes from a resource, and then from the
 * one it heard from last. COMPAT(Gajim, 1.7.3): who has no resource is shown as offline, without his status. A queue has none: the
 * widget knows it by its address.
 */
function withResource(local: string, from: string): string {
  if (local.startsWith('chat-')) return `${from}/visitor`
  return local === '' || local.startsWith('issue-') ? `${from}/desk` : from
}

function writeMessage(notice: MessageNotice, from: string, id: string): Element {
  const message = xml('message', { from, to: notice.to, type: 'chat', id, 'xml:lang': notice.lang })
  const add = (name: string, attrs: Record<string, string>, ...children: string[]) =>
    message.append(xml(name, attrs, ...children))
  if (!notice.reactions) add('body', {}, quoted(renderBody(notice.body, notice.lang), notice))
  for (const element of writeReferences(notice, from, notice.to)) message.append(element)
  add('origin-id', { xmlns: ns.sid, id })
  if (notice.archive !== undefined) add('stanza-id', { xmlns: ns.sid, by: from, id: String(notice.archive) })
  if (notice.nick !== undefined) add('nick', { xmlns: ns.nick }, notice.nick)
  if (notice.photo !== undefined) add('photo', { xmlns: ns.bellhop, id: notice.photo })
  if (notice.line !== undefined) add('system', { xmlns: ns.bellhop, kind: notice.line })
  if (notice.author !== undefined) add('author', { xmlns: ns.bellhop, kind: notice.author })
  if (notice.noted) add('note', { xmlns: ns.bellhop })
  if (notice.offer) message.append(writeOffer(notice.offer))
  if (notice.issue) message.append(writeIssue(notice.issue))
  if (notice.replaces !== undefined) add('replace', { xmlns: ns.correct, id: notice.replaces })
  if (notice.at !== undefined) add('delay', { xmlns: ns.delay, from, stamp: notice.at })
  if (notice.receipt) {
    add('request', { xmlns: ns.receipts })
    add('markable', { xmlns: ns.markers })
    add('active', { xmlns: ns.chatStates })
  }
  const form = notice.line && lineForms[notice.line]
  if (form) message.append(writeForm(form, notice.lang))
  if (notice.again) add('again', { xmlns: ns.again })
  return message
}

function writeOffer({ conversation, seconds, ...words }: TransferOffer): Element {
  const numbers = { conversation: String(conversation), seconds: String(seconds) }
  return xml('offer', { xmlns: ns.bellhop, ...numbers, ...words })
}

function writeReceipt({ to, of, archive }: ReceiptNotice, from: string): Element {
  const message = xml('message', { from, to, type: 'chat' }, xml('received', { xmlns: ns.receipts, id: of }))
  if (archive !== undefined) message.append(xml('stanza-id', { xmlns: ns.sid, by: from, id: String(archive) }))
  return message
}

function writePresence({ to, show, status, lang, nick }: PresenceNotice, from: string): Element {
  const presence = xml('presence', { from, to, 'xml:lang': lang })
  if (show === 'unavailable' || show === 'subscribed') presence.attrs.type = show
  else if (show !== 'available') presence.append(xml('show', {}, show))
  if (status !== undefined) presence.append(xml('status', {}, renderBody(status, lang)))
  if (nick !== undefined) presence.append(xml('nick', { xmlns: ns.nick }, nick))
  return presence
}

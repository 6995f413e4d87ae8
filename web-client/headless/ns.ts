// The namespaces a visitor's side of the wire uses.

export const NS = {
  bellhop: 'urn:bellhop:0',
  carbons: 'urn:xmpp:carbons:2', // XEP-0280
  chatStates: 'http://jabber.org/protocol/chatstates', // XEP-0085
  correct: 'urn:xmpp:message-correct:0', // XEP-0308
  data: 'jabber:x:data', // XEP-0004
  delay: 'urn:xmpp:delay', // XEP-0203
  forward: 'urn:xmpp:forward:0', // XEP-0297
  mam: 'urn:xmpp:mam:2', // XEP-0313
  markers: 'urn:xmpp:chat-markers:0', // XEP-0333
  nick: 'http://jabber.org/protocol/nick', // XEP-0172
  ping: 'urn:xmpp:ping', // XEP-0199
  receipts: 'urn:xmpp:receipts', // XEP-0184
  rsm: 'http://jabber.org/protocol/rsm', // XEP-0059
  sid: 'urn:xmpp:sid:0', // XEP-0359
  stanzas: 'urn:ietf:params:xml:ns:xmpp-stanzas',
} as const

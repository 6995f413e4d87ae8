// The namespaces a visitor's side of the wire uses.

export const NS = {
  bellhop: 'urn:bellhop:0',
  carbons: 'urn:xmpp:carbons:2', // XEP-0280
  chatStates: 'http://jabber.org/protocol/chatstates', // XEP-0085
  correct: 'urn:xmpp:message-correct:0', // XEP-0308
  data: 'jabber:x:data', // XEP-0004
  delay: 'urn:xmpp:delay', // XEP-0203
  discoInfo: 'http://jabber.org/protocol/disco#info', // XEP-0030
  fallback: 'urn:xmpp:fallback:0', // XEP-0428
  forward: 'urn:xmpp:forward:0', // XEP-0297
  mam: 'urn:xmpp:mam:2', // XEP-0313
  markers: 'urn:xmpp:chat-markers:0', // XEP-0333
  nick: 'http://jabber.org/protocol/nick', // XEP-0172
  oob: 'jabber:x:oob', // XEP-0066
  ping: 'urn:xmpp:ping', // XEP-0199
  reactions: 'urn:xmpp:reactions:0', // XEP-0444
  receipts: 'urn:xmpp:receipts', // XEP-0184
  reply: 'urn:xmpp:reply:0', // XEP-0461
  retract: 'urn:xmpp:message-retract:1', // XEP-0424
  rsm: 'http://jabber.org/protocol/rsm', // XEP-0059
  sid: 'urn:xmpp:sid:0', // XEP-0359
  upload: 'urn:xmpp:http:upload:0', // XEP-0363
  stanzas: 'urn:ietf:params:xml:ns:xmpp-stanzas',
} as const

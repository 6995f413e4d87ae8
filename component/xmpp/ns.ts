// Namespaces on the wire, ours and others'.

export const ns = {
  adhoc: 'http://jabber.org/protocol/commands',
  chatStates: 'http://jabber.org/protocol/chatstates',
  correct: 'urn:xmpp:message-correct:0',
  delay: 'urn:xmpp:delay',
  discoInfo: 'http://jabber.org/protocol/disco#info',
  discoItems: 'http://jabber.org/protocol/disco#items',
  /** Fastening, in which retraction was wrapped before its version 0.4. */
  fasten: 'urn:xmpp:fasten:0',
  fallback: 'urn:xmpp:fallback:0',
  encryption: 'urn:xmpp:eme:0',
  forms: 'jabber:x:data',
  forward: 'urn:xmpp:forward:0',
  hints: 'urn:xmpp:hints',
  mam: 'urn:xmpp:mam:2',
  mamExtended: 'urn:xmpp:mam:2#extended',
  markers: 'urn:xmpp:chat-markers:0',
  nick: 'http://jabber.org/protocol/nick',
  oob: 'jabber:x:oob',
  openpgp: 'jabber:x:encrypted',
  ping: 'urn:xmpp:ping',
  reactions: 'urn:xmpp:reactions:0',
  receipts: 'urn:xmpp:receipts',
  reply: 'urn:xmpp:reply:0',
  retract: 'urn:xmpp:message-retract:1',
  retract0: 'urn:xmpp:message-retract:0',
  rsm: 'http://jabber.org/protocol/rsm',
  sid: 'urn:xmpp:sid:0',
  stanzas: 'urn:ietf:params:xml:ns:xmpp-stanzas',
  time: 'urn:xmpp:time',
  validate: 'http://jabber.org/protocol/xdata-validate',
  vcard: 'vcard-temp',
  vcardUpdate: 'vcard-temp:x:update',
  version: 'jabber:iq:version',
  /** What the desk adds of its own: `page` (where a visitor is), `system` (a line of the desk itself), `author`
   * (whose words a line is, for staff), `photo` (the picture of who wrote a line), `offer` (of a conversation), `rows` (asks for them). */
  bellhop: 'urn:bellhop:0',
  /** An issue for programs. */
  issue: 'urn:bellhop:issue:0',
  /** Marks a presence by which somebody leaves of his own will; set by our ejabberd module. */
  left: 'urn:bellhop:presence:0',
  /** Lets a message pass our ejabberd module although its id was seen before. */
  again: 'urn:bellhop:repeat:0',
} as const

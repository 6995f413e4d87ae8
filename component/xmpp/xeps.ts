// The XMPP extensions the desk speaks. From here come disco features and the README's table; a test holds that every
// extension cited in the code is here.
import type { Address } from '../model/address.ts'
import { ns } from './ns.ts'

export interface Xep {
  number: string
  title: string
  version: string
  use: string
  /** Features announced, and on which kinds of address. */
  features?: readonly string[]
  at?: readonly Address['kind'][]
}

export const xeps: readonly Xep[] = [
  {
    number: '0004',
    title: 'Data Forms',
    version: '2.13.1',
    use: 'forms of commands',
    features: [ns.forms],
    at: ['desk', 'chat', 'issue'],
  },
  {
    number: '0030',
    title: 'Service Discovery',
    version: '2.5',
    use: 'every address says what it is',
    features: [ns.discoInfo, ns.discoItems],
    at: ['desk', 'queue', 'chat', 'issue'],
  },
  {
    number: '0045',
    title: 'Multi-User Chat',
    version: '1.34.3',
    use: 'colleagues’ rooms, in the console',
  },
  {
    number: '0050',
    title: 'Ad-Hoc Commands',
    version: '1.3.0',
    use: 'every command, as a form',
    features: [ns.adhoc],
    at: ['desk', 'chat', 'issue'],
  },
  {
    number: '0054',
    title: 'vcard-temp',
    version: '1.3',
    use: 'names of visitors and queues; agents’ pictures',
    features: [ns.vcard],
    at: ['desk', 'queue', 'chat', 'issue'],
  },
  {
    number: '0059',
    title: 'Result Set Management',
    version: '1.0.1',
    use: 'pages of the archive',
    features: [ns.rsm],
    at: ['queue', 'chat', 'issue'],
  },
  {
    number: '0066',
    title: 'Out of Band Data',
    version: '1.5',
    use: 'files that are handed over',
    features: [ns.oob],
    at: ['queue', 'chat'],
  },
  { number: '0068', title: 'Field Standardization for Data Forms', version: '1.3.0', use: 'what a form is about' },
  { number: '0082', title: 'XMPP Date and Time Profiles', version: '1.1.1', use: 'every time' },
  {
    number: '0085',
    title: 'Chat State Notifications',
    version: '2.1',
    use: 'typing, both ways',
    features: [ns.chatStates],
    at: ['queue', 'chat'],
  },
  {
    number: '0092',
    title: 'Software Version',
    version: '1.1',
    use: 'what runs here',
    features: [ns.version],
    at: ['desk', 'queue', 'chat', 'issue'],
  },
  { number: '0114', title: 'Jabber Component Protocol', version: '1.6', use: 'the desk at its IM servers' },
  {
    number: '0122',
    title: 'Data Forms Validation',
    version: '1.0.2',
    use: 'the form of the archive',
  },
  {
    number: '0128',
    title: 'Service Discovery Extensions',
    version: '1.0.1',
    use: 'whether a queue is open, busy or away',
  },
  {
    number: '0153',
    title: 'vCard-Based Avatars',
    version: '1.1.1',
    use: 'agents’ pictures, which visitors see beside their words',
  },
  {
    number: '0172',
    title: 'User Nickname',
    version: '1.1',
    use: 'names on messages',
    features: [ns.nick],
    at: ['queue', 'chat', 'issue'],
  },
  {
    number: '0184',
    title: 'Message Delivery Receipts',
    version: '1.4.0',
    use: 'the desk has it',
    features: [ns.receipts],
    at: ['queue', 'chat', 'issue'],
  },
  {
    number: '0198',
    title: 'Stream Management',
    version: '1.6.3',
    use: 'the console: a short break is no break',
  },
  {
    number: '0199',
    title: 'XMPP Ping',
    version: '2.0.1',
    use: 'is the other side there',
    features: [ns.ping],
    at: ['desk', 'queue', 'chat', 'issue'],
  },
  { number: '0202', title: 'Entity Time', version: '2.0', use: 'the desk’s clock', features: [ns.time], at: ['desk'] },
  { number: '0203', title: 'Delayed Delivery', version: '2.0', use: 'when an older message was written' },
  {
    number: '0249',
    title: 'Direct MUC Invitations',
    version: '1.2',
    use: 'the console: asked into a room',
  },
  {
    number: '0280',
    title: 'Message Carbons',
    version: '1.0.1',
    use: 'a visitor’s tabs and an agent’s clients stay in step',
  },
  { number: '0297', title: 'Stanza Forwarding', version: '1.0', use: 'messages in the archive' },
  {
    number: '0308',
    title: 'Last Message Correction',
    version: '1.2.1',
    use: 'corrections, both ways',
    features: [ns.correct],
    at: ['queue', 'chat', 'issue'],
  },
  {
    number: '0313',
    title: 'Message Archive Management',
    version: '1.1.2',
    use: 'a visitor’s own archive with a queue; a conversation’s for those who had it',
    features: [ns.mam, ns.mamExtended],
    at: ['queue', 'chat', 'issue'],
  },
  {
    number: '0333',
    title: 'Displayed Markers',
    version: '1.0',
    use: 'read, both ways',
    features: [ns.markers],
    at: ['queue', 'chat'],
  },
  { number: '0334', title: 'Message Processing Hints', version: '0.4.0', use: 'typing is not archived' },
  {
    number: '0359',
    title: 'Unique and Stable Stanza IDs',
    version: '0.7.0',
    use: 'repeats are recognised',
    features: [ns.sid],
    at: ['queue', 'chat', 'issue'],
  },
  {
    number: '0363',
    title: 'HTTP File Upload',
    version: '1.1.0',
    use: 'visitors hand over files, by their own server',
  },
  {
    number: '0380',
    title: 'Explicit Message Encryption',
    version: '0.4.1',
    use: 'encrypted messages are refused, not relayed',
  },
  {
    number: '0402',
    title: 'PEP Native Bookmarks',
    version: '1.1.0',
    use: 'the console’s rooms',
  },
  {
    number: '0424',
    title: 'Message Retraction',
    version: '0.4.2',
    use: 'taken back: a tombstone in the archive, both ways; the older form is read',
    features: [ns.retract],
    at: ['queue', 'chat'],
  },
  {
    number: '0428',
    title: 'Fallback Indication',
    version: '0.2.1',
    use: 'quotes for clients that know no replies, stripped from what is kept',
    features: [ns.fallback],
    at: ['queue', 'chat'],
  },
  {
    number: '0444',
    title: 'Message Reactions',
    version: '0.2.0',
    use: 'reactions, both ways',
    features: [ns.reactions],
    at: ['queue', 'chat'],
  },
  {
    number: '0461',
    title: 'Message Replies',
    version: '0.2.0',
    use: 'which message is answered, both ways',
    features: [ns.reply],
    at: ['queue', 'chat'],
  },
]

/** The features of one kind of address, in order. */
export function featuresOf(kind: Address['kind']): string[] {
  return xeps.flatMap((xep) => (xep.at?.includes(kind) ? (xep.features ?? []) : [])).sort()
}

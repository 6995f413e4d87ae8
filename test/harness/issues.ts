// What plays about issues begin with: a question is asked, an issue filed, and what was said so far is as good as read.
import assert from 'node:assert/strict'
import type { Element } from 'ltx'
import type { Turn } from '../../component/desk/turn.ts'
import { type Person, type Play, together } from './play.ts'
import { until } from './until.ts'

export const queue = 'support@desk.test'
export const issue = (number: number): string => `issue-${number}@desk.test`
export const chat = (number: number): string => `chat-${number}@desk.test`

/** The desk has handled what these people sent, and sent all it has to say: also what waits for a new contact’s name. */
async function settled(...people: Person[]): Promise<void> {
  await together(...people.map((person) => person.settled()))
  for (const { play } of people.slice(0, 1)) {
    const sent = ({ tx }: Turn) => tx('outbox').first('id')
    await until(async () => (await play.bellhop.run(sent)) === undefined, 'the outbox to be sent')
  }
  await together(...people.map((person) => person.settled()))
}

/** Everything these people were told so far is as good as read. */
export async function reads(...people: Person[]): Promise<void> {
  await settled(...people)
  for (const person of people) person.inbox = []
}

/** Ann has Li's question. */
export async function asked({ visitor, ann }: Play, words = 'Where is my refund?'): Promise<void> {
  await together(ann.comes(), visitor.comes())
  await visitor.says(queue, words)
  await ann.receives(`<message from='chat-1@desk.test'><body>${words}</body></message>`)
}

/** Ann has Li's question, and files it as issue 1 for Hana, who is in. */
export async function filed(play: Play, line = 'billing hana normal Refund of order 7'): Promise<void> {
  const { visitor, ann, hana } = play
  await hana.comes()
  await asked(play)
  await ann.says(chat(1), `!issue ${line}`)
  await ann.receives(`<message from='chat-1@desk.test'><body>Issue #1 …</body></message>`)
  await reads(visitor, ann, hana)
}

export const bodyOf = (message: Element): string => message.getChildText('body') ?? ''

/** Says a line and gives the first words that come back from there. */
export async function says(person: Person, to: string, line: string): Promise<string> {
  await person.settled()
  person.inbox = person.inbox.filter(({ attrs, name }) => name !== 'message' || attrs.from !== to)
  await person.says(to, line)
  return bodyOf(await person.receives(`<message from='${to}'><body>*</body></message>`))
}

/** Says a line; what comes back begins or reads like this. */
export async function hears(person: Person, to: string, line: string, answer: RegExp | string): Promise<string> {
  const words = await says(person, to, line)
  if (typeof answer === 'string') assert.equal(words, answer, line)
  else assert.match(words, answer, line)
  return words
}

/** The words somebody has got from an address and was not asked about, in order; they are as good as read. */
export async function got(person: Person, from: string): Promise<string[]> {
  await settled(person)
  const words = person.inbox.filter(
    (stanza) => stanza.name === 'message' && stanza.attrs.from === from && stanza.getChild('body'),
  )
  person.inbox = person.inbox.filter((stanza) => !words.includes(stanza))
  return words.map(bodyOf)
}

/** Who did what, oldest first, without the times. */
export async function history(person: Person, number: number): Promise<string[]> {
  const words = await says(person, issue(number), '!history')
  const lines = words.split('\n').slice(1)
  return lines.map((line) =>
    line
      .replace(/^\[.*?\] /, '')
      .replace(/ +/g, ' ')
      .trim(),
  )
}

/** The visitor's client confirms a message. */
export async function confirms(visitor: Person, message: Element): Promise<void> {
  await visitor.sends(
    `<message to='${queue}' type='chat'><received xmlns='urn:xmpp:receipts' id='${message.attrs.id}'/></message>`,
  )
  await visitor.settled()
}

/** Fills in the form of an ad-hoc command and gives what comes back. */
export async function executes(
  person: Person,
  to: string,
  node: string,
  fields?: Record<string, string>,
): Promise<Element> {
  const filled = Object.entries(fields ?? {}).map(
    ([name, value]) => `<field var='${name}'><value>${value}</value></field>`,
  )
  const form = fields ? `<x xmlns='jabber:x:data' type='submit'>${filled.join('')}</x>` : ''
  return person.asks(`<iq type='set' to='${to}'><command xmlns='http://jabber.org/protocol/commands' node='${node}'
    action='execute'>${form}</command></iq>`)
}

/** The messages that an archive gives, with their words. */
export async function archived(person: Person, to: string): Promise<{ words: string[]; answer: Element }> {
  const queryid = String(Math.random())
  const answer = await person.asks(`<iq type='set' to='${to}'><query xmlns='urn:xmpp:mam:2' queryid='${queryid}'>
    <set xmlns='http://jabber.org/protocol/rsm'><max>500</max></set></query></iq>`)
  const results = person.inbox.flatMap((stanza) => stanza.getChild('result', 'urn:xmpp:mam:2') ?? [])
  const mine = results.filter((result) => result.attrs.queryid === queryid)
  const messages = mine.map((result) => result.getChild('forwarded')?.getChild('message') as Element)
  return { words: messages.map(bodyOf), answer }
}

export const condition = (answer: Element): string | undefined => answer.getChild('error')?.getChildElements()[0]?.name

const solved = `<message from='support@desk.test'><body>Does this solve it?…</body><system kind='solved'/></message>`

/** Hana has answered issue 1; what it said until here is as good as read. */
export async function answered(stage: Play, answer = 'Sent again.'): Promise<void> {
  await filed(stage, 'billing hana high Refund')
  await stage.ann.says(chat(1), 'I will ask.')
  await reads(stage.visitor)
  await hears(stage.hana, issue(1), `!resolve ${answer}`, /answered/)
  await stage.ann.receives(
    `<message from='issue-1@desk.test'><body>Hana has answered issue #1: ${answer}…</body></message>`,
  )
  await reads(stage.visitor, stage.ann, stage.hana)
}

/** The state an issue is in. */
export const state = (stage: Play, number = 1): Promise<string> =>
  stage.bellhop.run(async ({ tx }) => (await tx('issues').where({ id: number }).first('state')).state)

/** The visitor gets the words and the question that comes with them. Gives the words’ message. */
export async function told(visitor: Person, words: string) {
  const message = await visitor.receives(`<message from='support@desk.test'><body>${words}</body></message>`)
  await visitor.receives(solved)
  return message
}

/** Those who can be reminded are in, and Ann has filed an issue from the desk: by default one with a backup. */
export async function allIn(stage: Play, line = 'billing hana urgent Help'): Promise<void> {
  const { ann, hana, hugo, lea } = stage
  for (const person of [ann, hana, hugo, lea]) await person.comes()
  await hears(ann, 'desk.test', `issue ${line}`, /is filed for/)
  await reads(ann, hana, hugo, lea)
}

/** Who is reminded while so many seconds pass, by name; sorted. */
export async function reminded(stage: Play, seconds: number, number = 1): Promise<string> {
  await stage.passes(seconds)
  const names: string[] = []
  for (const name of ['hana', 'hugo', 'lea'] as const) {
    for (const words of await got(stage[name], issue(number)))
      if (/still waits|has not taken|is over|has not answered/.test(words)) names.push(name)
  }
  return names.join(' ')
}

// A lane is one direction between two people. It numbers what it sends and checks that each number arrives once, in
// order, at the right person.
import { xml } from '@xmpp/client'
import type { Element } from 'ltx'
import type { Person } from './person.ts'

const words = 'Good morning! Is the blue one still there in size 42? 请问什么时候可以发货？'

export class Lane {
  /** Where the sender writes to, and who reads it; a stage may learn them from the first message. */
  to: string
  reader: Person
  /** Milliseconds from sending to arriving, and to the receipt where one comes; collected while `timing`. */
  arrivals: number[] = []
  receipts: number[] = []
  timing = false
  sent = 0
  arrived = 0
  wrong: string[] = []
  /** Called after each arrival. */
  next: () => void = () => undefined
  readonly name: string
  readonly writer: Person
  private readonly sentAt = new Map<number, number>()

  constructor(name: string, writer: Person, to: string, reader: Person) {
    this.name = name
    this.writer = writer
    this.to = to
    this.reader = reader
  }

  get underway(): number {
    return this.sent - this.arrived
  }

  /** Sends the next number, as a widget or a client with receipts would. */
  send(): void {
    const number = this.sent++
    const id = `${this.name}.${number}`
    if (this.timing) this.sentAt.set(number, performance.now())
    this.writer.send(
      xml(
        'message',
        { type: 'chat', to: this.to, id, 'xml:lang': 'en' },
        xml('body', {}, `${id} ${words}`),
        xml('origin-id', { xmlns: 'urn:xmpp:sid:0', id }),
        xml('request', { xmlns: 'urn:xmpp:receipts' }),
        xml('markable', { xmlns: 'urn:xmpp:chat-markers:0' }),
      ),
    )
  }

  arrive(number: number, at: Person): void {
    if (at !== this.reader) this.wrong.push(`${this.name}.${number} came to ${at.jid}`)
    if (number !== this.arrived) this.wrong.push(`${this.name}.${number} came where ${this.arrived} was due`)
    this.arrived = Math.max(this.arrived, number + 1)
    const sentAt = this.sentAt.get(number)
    if (sentAt !== undefined) this.arrivals.push(performance.now() - sentAt)
    this.next()
  }

  receipt(number: number): void {
    const sentAt = this.sentAt.get(number)
    if (sentAt !== undefined) this.receipts.push(performance.now() - sentAt)
  }

  /** Forgets the times of what was sent so far. */
  restart(): void {
    this.arrivals = []
    this.receipts = []
    this.sentAt.clear()
  }
}

/** Lets these people hear what the lanes bring; `first` sees each message before it is counted. */
export function listen(lanes: readonly Lane[], people: readonly Person[], first?: First): void {
  const byName = new Map(lanes.map((lane) => [lane.name, lane]))
  for (const person of people) {
    person.hears = (stanza) => {
      const body = stanza.getChildText('body')
      const [, name = '', number = ''] = /^(\w+)\.(\d+) /.exec(body ?? '') ?? []
      const lane = byName.get(name)
      if (lane) {
        first?.(lane, stanza, person)
        lane.arrive(Number(number), person)
      }
      const of: unknown = body === null ? stanza.getChild('received', 'urn:xmpp:receipts')?.attrs.id : undefined
      if (typeof of === 'string') byName.get(of.split('.')[0] ?? '')?.receipt(Number(of.split('.')[1]))
      if (stanza.attrs.type === 'error') throw new Error(`${person.jid} got an error: ${stanza}`)
    }
  }
}

export type First = (lane: Lane, stanza: Element, person: Person) => void

// The desk's own requests (RFC 6120 §8.2.3): what was asked of whom, and the answers to it. Nothing waits in a turn for one.
import { randomUUID } from 'node:crypto'
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import { bareOf } from '../model/address.ts'

export interface Requests {
  /** Asks a bare JID; resolves with the child of the result, rejects with an error, when there is no stream, or in time. */
  ask(to: string, child: Element): Promise<Element | undefined>
  /** Takes a stanza that answers one of these; false when it is none. */
  answered(stanza: Element): boolean
  /** Nothing that was asked on this stream will be answered. */
  lost(): void
}

export interface RequestsOptions {
  /** The address it is asked from. */
  from: string
  send: (stanzas: Element[]) => Promise<void>
  /** In milliseconds. */
  patience?: number
}

interface Waiting {
  to: string
  resolve: (child: Element | undefined) => void
  reject: (error: Error) => void
}

export function openRequests({ from, send, patience = 30_000 }: RequestsOptions): Requests {
  const waiting = new Map<string, Waiting>()

  return {
    ask(to, child) {
      // Who can't guess it can't answer in somebody else's place.
      const id = randomUUID()
      return new Promise<Element | undefined>((resolve, reject) => {
        const timer = setTimeout(() => fail(new Error('no answer')), patience)
        const done = () => {
          clearTimeout(timer)
          waiting.delete(id)
        }
        const fail = (error: Error) => {
          done()
          reject(error)
        }
        const got = (answer: Element | undefined) => {
          done()
          resolve(answer)
        }
        waiting.set(id, { to, resolve: got, reject: fail })
        send([xml('iq', { type: 'get', id, from, to }, child)]).catch(fail)
      })
    },
    answered(stanza) {
      const { type, id } = stanza.attrs as Record<string, string | undefined>
      if (!stanza.is('iq') || (type !== 'result' && type !== 'error')) return false
      const asked = waiting.get(id ?? '')
      if (!asked || bareOf(stanza.attrs.from ?? '') !== asked.to) return false
      if (type === 'result') asked.resolve(stanza.getChildElements()[0])
      else asked.reject(new Error(stanza.getChild('error')?.getChildElements()[0]?.name ?? 'error'))
      return true
    },
    lost() {
      for (const { reject } of [...waiting.values()]) reject(new Error('stream lost'))
    },
  }
}

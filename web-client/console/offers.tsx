// What a colleague wants of us: to take over a conversation, to come into a room.

import { useSignal } from '@preact/signals'
import { Check, X } from 'lucide'
import { useEffect } from 'preact/hooks'
import { CommandRefused } from '../headless/agent/commands.ts'
import type { Offer } from '../headless/agent/read.ts'
import { Icon } from '../look/icon.tsx'
import { reasonOf, useApp } from './app.ts'

export function Offers() {
  const { state } = useApp()
  return (
    <>
      {state.value.offers.map((offer) => (
        <OfferCard key={offer.conversation} offer={offer} />
      ))}
    </>
  )
}

function OfferCard({ offer }: { offer: Offer }) {
  const app = useApp()
  const { words, session, say } = app
  const busy = useSignal(false)
  const left = useSignal(offer.until - session.now())
  useEffect(() => {
    const timer = setInterval(() => {
      left.value = offer.until - session.now()
    }, 500)
    return () => clearInterval(timer)
  }, [offer])
  const answer = async (node: 'accept' | 'decline') => {
    const { conversation } = offer
    busy.value = true
    try {
      const { note } = await session.desk.run(session.store.domains.desk, node, { number: String(conversation) })
      session.dismissOffer(conversation)
      if (note) say(note)
      if (node === 'accept') location.hash = `#/chats/${conversation}`
    } catch (error) {
      // Refused: it is not to be had any more. What did not get through can be tried again.
      if (error instanceof CommandRefused) session.dismissOffer(conversation)
      say(reasonOf(error, words), true)
    }
    busy.value = false
  }
  return (
    <div class="card offer" role="alert" data-offer={offer.conversation}>
      <p>
        <strong dir="auto">{words.offer(offer.name, offer.visitor, offer.conversation)}</strong>
        <small>{words.seconds(Math.max(0, Math.ceil(left.value / 1000)))}</small>
      </p>
      {offer.note && <p dir="auto">{offer.note}</p>}
      <p class="buttons">
        <button type="button" class="primary small" disabled={busy.value} onClick={() => void answer('accept')}>
          <Icon of={Check} /> {words.accept}
        </button>
        <button type="button" class="small" disabled={busy.value} onClick={() => void answer('decline')}>
          <Icon of={X} /> {words.decline}
        </button>
      </p>
    </div>
  )
}

export function Invitations() {
  const { state, words, session } = useApp()
  const dismiss = (room: string) =>
    session.store.set({ invitations: state.value.invitations.filter((each) => each.room !== room) })
  return (
    <>
      {state.value.invitations.map(({ room, by }) => (
        <div key={room} class="card">
          <p dir="auto">{words.invitedTo(room.split('@')[0] ?? '', by.split('@')[0] ?? '')}</p>
          <p class="buttons">
            <button type="button" class="primary small" onClick={() => void session.rooms.join(room)}>
              {words.join}
            </button>
            <button type="button" class="small" onClick={() => dismiss(room)}>
              {words.notNow}
            </button>
          </p>
        </div>
      ))}
    </>
  )
}

// Who is in a room, and a way to ask others in.

import type { Thread } from '../headless/agent/state.ts'
import { useApp } from './app.ts'
import { Avatar } from './avatar.tsx'

export function RoomPane({ thread }: { thread: Thread }) {
  const { session, state, words } = useApp()
  const here = session.rooms.peopleIn(thread.jid)
  const others = [...state.value.threads.values()].filter(
    ({ kind, listed, name }) => kind === 'person' && listed && !here.includes(name),
  )
  return (
    <aside class="pane" aria-label={thread.name}>
      <section class="part">
        <h3>{words.inRoom(here.length)}</h3>
        <ul>
          {here.map((name) => (
            <li key={name} class="row person">
              <Avatar name={name} kind="person" here="in" />
              <span dir="auto">{name}</span>
            </li>
          ))}
        </ul>
      </section>
      <section class="part">
        <h3>{words.invite}</h3>
        <ul>
          {others.map(({ jid, name, here: online }) => (
            <li key={jid} class="row person">
              <Avatar name={name} kind="person" here={online ? 'in' : 'out'} />
              <span dir="auto">{name}</span>
              <button
                type="button"
                class="small"
                onClick={() => {
                  session.rooms.invite(thread.jid, jid)
                }}
              >
                {words.askIn}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </aside>
  )
}

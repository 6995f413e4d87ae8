// Into a room: one that is there, or a new one by its name.

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { useApp } from './app.ts'
import { Dialog } from './dialog.tsx'
import { hashOf } from './route.ts'

export function RoomDialog() {
  const { session, words, overlay } = useApp()
  const rooms = useSignal<readonly { jid: string; name: string }[]>([])
  useEffect(() => {
    session.rooms
      .list()
      .then((found) => {
        rooms.value = found
      })
      .catch(() => undefined)
  }, [])
  const enter = async (name: string) => {
    const local = name
      .trim()
      .toLowerCase()
      .replace(/[\s"&'/:<>@]+/g, '-')
    if (local === '') return
    const jid = `${local}@${session.store.domains.rooms}`
    overlay.value = undefined
    await session.rooms.join(jid)
    location.hash = hashOf(jid, session.store.domains)
  }
  return (
    <Dialog title={words.joinRoom}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void enter(String(new FormData(event.currentTarget).get('room')))
        }}
      >
        <label class="field">
          <span>{words.roomName}</span>
          <input name="room" required autocomplete="off" list="rooms" />
        </label>
        <datalist id="rooms">
          {rooms.value.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <p class="buttons">
          <button type="submit" class="primary">
            {words.join}
          </button>
        </p>
      </form>
    </Dialog>
  )
}

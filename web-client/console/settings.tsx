// Alerts with a test of them, the state that one's clients give, and the way out.

import { useSignal } from '@preact/signals'
import { reasonOf, useApp } from './app.ts'
import { Dialog } from './dialog.tsx'

export function SettingsDialog() {
  const app = useApp()
  const { words, alerts, session, state, overlay } = app
  const permission = useSignal('Notification' in window ? Notification.permission : 'denied')
  const allow = async () => {
    await alerts.allowNotifications()
    permission.value = Notification.permission
  }
  return (
    <Dialog title={words.settings} class="settings">
      <p class="account" dir="auto">
        {state.value.name} <small>{state.value.jid}</small>
      </p>
      <label class="check">
        <input
          type="checkbox"
          checked={alerts.soundOn.value}
          onChange={(event) => alerts.setSound(event.currentTarget.checked)}
        />
        <span>{words.sound}</span>
      </label>
      <label class="check">
        <input
          type="checkbox"
          checked={permission.value === 'granted'}
          disabled={permission.value !== 'default'}
          onChange={() => void allow()}
        />
        <span>
          {words.notify} {permission.value === 'denied' && <small>{words.notifyOff}</small>}
        </span>
      </label>
      <p class="buttons">
        <button type="button" onClick={() => void alerts.test()}>
          {words.test}
        </button>
        <button
          type="button"
          onClick={() => void session.chooseState('auto').catch((error) => app.say(reasonOf(error, words), true))}
        >
          {words.auto}
        </button>
        <button
          type="button"
          onClick={() => {
            overlay.value = { kind: 'keys' }
          }}
        >
          {words.keys}
        </button>
      </p>
      <p class="buttons">
        <button type="button" class="bad" onClick={() => void app.signOut()}>
          {words.signOut}
        </button>
      </p>
    </Dialog>
  )
}

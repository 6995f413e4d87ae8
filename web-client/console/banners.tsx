// What one must know now: no connection, no sound, an offer of permission.

import { BellOff, BellRing, CloudOff } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from '../look/icon.tsx'
import { useApp } from './app.ts'

export function Banners() {
  const { state, words, alerts } = useApp()
  const { link, deskAway } = state.value
  return (
    <div class="banners">
      {link !== 'online' && (
        <Banner kind="late">
          <Icon of={CloudOff} />
          <span>{link === 'connecting' ? words.connecting : words.offline}</span>
        </Banner>
      )}
      {link === 'online' && deskAway && (
        <Banner kind="late">
          <Icon of={CloudOff} />
          <span>{words.deskAway}</span>
        </Banner>
      )}
      {alerts.blocked.value && (
        <Banner kind="soon" name="sound">
          <Icon of={BellOff} />
          <span>{words.soundBlocked}</span>
          <button type="button" onClick={() => void alerts.allowSound()}>
            {words.allowSound}
          </button>
        </Banner>
      )}
      {alerts.mayAsk.value && (
        <Banner kind="calm" name="notify">
          <Icon of={BellRing} />
          <span>{words.askNotify}</span>
          <button type="button" onClick={() => void alerts.allowNotifications()}>
            {words.yes}
          </button>
          <button type="button" class="quiet" onClick={() => alerts.notNow()}>
            {words.notNow}
          </button>
        </Banner>
      )}
    </div>
  )
}

function Banner({ kind, name, children }: { kind: string; name?: string; children: ComponentChildren }) {
  return (
    <div class={`banner ${kind}`} role="status" data-banner={name}>
      {children}
    </div>
  )
}

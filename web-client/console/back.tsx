// On a phone: the way back to the lists, with what waits there; and a place that leads nowhere.

import { ArrowLeft } from 'lucide'
import { Icon } from '../look/icon.tsx'
import { useApp } from './app.ts'
import { isRinging, unreadOf } from './unread.ts'

export function Back({ to }: { to: string }) {
  const { words, state } = useApp()
  const unread = unreadOf(state.value)
  return (
    <a class="tool back" href={to} aria-label={unread > 0 ? `${words.back}, ${words.unread(unread)}` : words.back}>
      <Icon of={ArrowLeft} />
      {unread > 0 && <b class={isRinging(state.value) ? 'badge ring' : 'badge'}>{unread > 99 ? '99+' : unread}</b>}
    </a>
  )
}

export function Nowhere({ text, to }: { text: string; to: string }) {
  return (
    <main class="thread">
      <header class="head">
        <Back to={to} />
      </header>
      <p class="nothing">{text}</p>
    </main>
  )
}

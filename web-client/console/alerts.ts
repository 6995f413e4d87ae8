// Alerts that can't be missed and don't annoy: a ring until a new conversation is looked at, title and badge, and desktop
// notifications, for which permission is asked only when one would have been useful.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { AgentEvent } from '../headless/agent/hearing.ts'
import type { AgentSession } from '../headless/agent/session.ts'
import type { AgentState, Thread } from '../headless/agent/state.ts'
import { showBadge } from './badge.ts'
import { hashOf } from './route.ts'
import { chime, isSoundFree, onSoundFree, ring, unlockSound } from './sound.ts'
import { getFact, putFact } from './store.ts'
import type { Strings } from './strings/en.ts'
import { isRinging, unreadOf } from './unread.ts'

const pause = 3_000

export class Alerts {
  /** Sound is wanted, but the browser waits for a click. */
  readonly blocked = signal(false)
  /** A notification would have been useful, and was never asked for. */
  readonly mayAsk = signal(false)
  readonly soundOn = signal(true)
  readonly #session: AgentSession
  readonly #words: Strings
  #ringing: ReturnType<typeof setInterval> | undefined
  #notNow = false

  /** Until `ended`. */
  constructor(session: AgentSession, words: Strings, state: ReadonlySignal<AgentState>, ended: AbortSignal) {
    this.#session = session
    this.#words = words
    void getFact<boolean>('sound')
      .then((on) => {
        this.soundOn.value = on ?? true
        this.#lookAtSound()
      })
      .catch(() => undefined)
    void getFact<boolean>('never ask')
      .then((never) => {
        this.#notNow = never === true
      })
      .catch(() => undefined)
    const stops = [
      session.onEvent((event) => this.#onEvent(event)),
      state.subscribe((now) => this.#show(now)),
      onSoundFree(() => this.#lookAtSound()),
    ]
    ended.addEventListener('abort', () => {
      for (const stop of stops) stop()
      clearInterval(this.#ringing)
      showBadge(0)
    })
    for (const event of ['pointerdown', 'keydown'])
      document.addEventListener(event, () => void unlockSound(), { signal: ended })
  }

  setSound(on: boolean): void {
    this.soundOn.value = on
    void putFact('sound', on).catch(() => undefined)
    this.#lookAtSound()
  }

  async allowSound(): Promise<void> {
    await unlockSound()
    this.#lookAtSound()
  }

  async allowNotifications(): Promise<void> {
    this.mayAsk.value = false
    await Notification.requestPermission()
  }

  notNow(): void {
    this.mayAsk.value = false
    this.#notNow = true
    void putFact('never ask', true).catch(() => undefined)
  }

  /** As a new conversation would do it, whether the window is hidden or not. */
  async test(): Promise<void> {
    await unlockSound()
    ring()
    if ('Notification' in window && Notification.permission === 'default') await Notification.requestPermission()
    this.#notify(this.#words.testTitle, '#/')
  }

  #onEvent(event: AgentEvent): void {
    const words = this.#words
    if (event.type === 'offer') this.#notifyHidden(words.alertOffer(event.name), '#/')
    else if (event.type === 'conversation')
      this.#notifyHidden(words.alertNew(event.thread.name), this.#placeOf(event.thread))
    else if (event.type === 'message') this.#onMessage(event)
  }

  #onMessage({ thread, body, mention }: AgentEvent & { type: 'message' }): void {
    if (thread.kind === 'room' && !mention) return
    if (document.visibilityState === 'visible' && thread.kind === 'desk') return
    const place = this.#placeOf(thread)
    if (this.soundOn.value && !thread.rings && !isLookedAt(place)) chime()
    const who = thread.kind === 'issue' ? this.#words.alertIssue(thread.number) : thread.name
    this.#notifyHidden(who, place, body)
  }

  #placeOf({ jid }: Thread): string {
    return hashOf(jid, this.#session.store.domains)
  }

  /** Keeps ringing as long as a conversation waits to be looked at, or an offer to be answered. */
  #show(state: AgentState): void {
    const rings = isRinging(state)
    if (rings && this.#ringing === undefined) {
      this.#ring()
      this.#ringing = setInterval(() => this.#ring(), pause)
    } else if (!rings) {
      clearInterval(this.#ringing)
      this.#ringing = undefined
    }
    showBadge(unreadOf(state))
  }

  #ring(): void {
    if (this.soundOn.value) ring()
    this.#lookAtSound()
  }

  #lookAtSound(): void {
    this.blocked.value = this.soundOn.value && !isSoundFree()
  }

  #notifyHidden(title: string, place: string, body = ''): void {
    if (document.visibilityState === 'visible' && document.hasFocus()) return
    if ('Notification' in window && Notification.permission === 'default' && !this.#notNow) this.mayAsk.value = true
    this.#notify(title, place, body)
  }

  #notify(title: string, place: string, body = ''): void {
    if (!('Notification' in window) || Notification.permission !== 'granted') return
    // One per place: a later one takes the place of an earlier.
    const shown = new Notification(title, { body: body.slice(0, 200), tag: place, icon: 'icon-192.png' })
    shown.onclick = () => {
      focus()
      location.hash = place
      shown.close()
    }
  }
}

/** He sees it come: a sound would tell nothing. */
const isLookedAt = (place: string): boolean =>
  document.visibilityState === 'visible' && document.hasFocus() && `${location.hash}/`.startsWith(`${place}/`)

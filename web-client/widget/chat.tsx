// The chat behind the button: fetched on the first click. Wires the visitor's session to the screen and to the page.

import { signal } from '@preact/signals'
import { render } from 'preact'
import type { Line } from '../headless/line.ts'
import { unread } from '../headless/line.ts'
import { VisitorSession } from '../headless/session.ts'
import { memoryStorage, type Storage } from '../headless/storage.ts'
import { deleteStorage, listStorages, openStorage } from './idb.ts'
import type { Launcher } from './launcher.ts'
import { loginAt, post } from './login.ts'
import type { WidgetOptions } from './options.ts'
import { Panel } from './panel.tsx'
import { openPeers } from './peers.ts'
import { browserSecret, forgetPreferences, isSoundOn, remember } from './preferences.ts'
import { loadStrings } from './strings/load.ts'
import { css } from './styles/styles.ts'
import { markTitle, plainTitle } from './title.ts'

export interface Chat {
  toggle(open?: boolean): void
  /** Takes the chat away; what is stored stays. Gives whether it was open. */
  dispose(): boolean
}

/** Databases of a desk begin with this; the queue's name follows. */
const storageOf = ({ base }: Pick<WidgetOptions, 'base'>): string => `bellhop ${base} `

/** Shows the chat under the button, connects it, and keeps it in step with the page. */
export async function mount(launcher: Launcher, options: WidgetOptions, startOpen: boolean): Promise<Chat> {
  const words = await loadStrings(options.lang)
  const storage = await openStorage(storageOf(options) + options.queue).catch(memoryStorage)
  const session = openSession(launcher, options, storage)
  const state = signal(session.state)
  const open = signal(startOpen)
  const isSeen = () => open.value && document.visibilityState === 'visible'
  const show = () => {
    const count = unread(state.value.lines, state.value.seen)
    const label = open.value ? words.close : count === 0 ? words.open : `${words.open}, ${words.unread(count)}`
    launcher.show(open.value, count, label)
    markTitle(isSeen() ? 0 : count)
    return count
  }
  const news = heralds(launcher, isSeen)
  session.subscribe((next) => {
    state.value = next
    news(next.loaded ? next.lines : undefined, show())
  })
  const look = () => {
    session.look(isSeen())
    show()
  }
  const toggle = (next = !open.value) => {
    if (next === open.value) return
    open.value = next
    remember(next)
    look()
    if (!next) launcher.focus()
    launcher.emit(next ? 'open' : 'close', null)
  }

  const ends = new AbortController()
  const { signal: ended } = ends
  const onVisible = () => {
    look()
    if (document.visibilityState === 'visible') session.wake()
  }
  document.addEventListener('visibilitychange', onVisible, { signal: ended })
  for (const event of ['online', 'offline', 'pageshow'])
    addEventListener(event, () => session.wake(), { signal: ended })
  fitKeyboard(launcher.host, ended)

  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  launcher.root.adoptedStyleSheets.push(sheet)
  const place = document.createElement('div')
  place.lang = options.lang
  launcher.root.prepend(place)
  render(
    <Panel
      session={session}
      state={state}
      open={open}
      words={words}
      lang={options.lang}
      locale={navigator.languages.find((tag) => tag.slice(0, 2) === options.lang.slice(0, 2)) ?? options.lang}
      title={options.title || words.title}
      photos={`${options.base}widget/photos/`}
      onClose={() => toggle(false)}
      onTranscript={async () => saveTranscript(options, (await storage.load()).token)}
      onAnew={() => launcher.again(() => forget(options, [storageOf(options) + options.queue]))}
    />,
    place,
  )
  await session.start()
  remember(open.value)
  look()
  if (startOpen) launcher.emit('open', null)
  return {
    toggle,
    dispose() {
      ends.abort()
      session.stop()
      render(null, place)
      place.remove()
      launcher.root.adoptedStyleSheets = launcher.root.adoptedStyleSheets.filter((each) => each !== sheet)
      markTitle(0)
      return open.value
    },
  }
}

function openSession(launcher: Launcher, options: WidgetOptions, storage: Storage): VisitorSession {
  const peers = openPeers(storageOf(options) + options.queue)
  const session: VisitorSession = new VisitorSession({
    fetchSession: loginAt({
      ...options,
      browser: browserSecret,
      isVerified: () => session.state.verified,
      onIdentity: (refusal) => (refusal ? launcher.emit('error', refusal) : launcher.emit('identified', null)),
    }),
    storage,
    ...(peers ? { peers } : {}),
    lang: options.lang,
    page: () => ({ url: location.href, title: plainTitle(), referrer: document.referrer }),
    onForgot: (by) => (by === 'other' ? launcher.again() : launcher.gone()),
  })
  return session
}

/** Tells the page of new answers and of how many are unread, and rings for those that nobody is looking at. */
function heralds(
  launcher: Launcher,
  isSeen: () => boolean,
): (lines: readonly Line[] | undefined, count: number) => void {
  let [told, counted] = [Number.POSITIVE_INFINITY, 0]
  return (lines, count) => {
    if (count !== counted) launcher.emit('unread', count)
    counted = count
    if (!lines) return
    const places = lines.map((line) => line.archive ?? 0)
    const fresh = lines.filter((line) => line.kind === 'agent' && (line.archive ?? 0) > told)
    told = Math.max(told === Number.POSITIVE_INFINITY ? 0 : told, ...places)
    for (const { body, nick } of fresh) launcher.emit('message', { body, name: nick })
    if (fresh.length > 0 && !isSeen() && isSoundOn())
      import('./sound.ts').then(({ ring }) => ring()).catch(() => undefined)
  }
}

/** Logging out: nothing of the visitor stays in this browser, in any tab, and his tokens are good for nothing. */
export async function forgetDevice(options: Pick<WidgetOptions, 'base' | 'queue'>): Promise<void> {
  const names = await listStorages(storageOf(options), options.queue).catch(() => [])
  await forget(options, names)
  forgetPreferences()
}

async function forget({ base }: Pick<WidgetOptions, 'base'>, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const peers = openPeers(name)
    peers?.post({ forgot: 'nobody' })
    peers?.close()
    const token = await deleteStorage(name).catch(() => undefined)
    // Without a network the token stays good on the desk; nobody has it any more.
    if (token) await post(base, 'widget/logout', { token }).catch(() => undefined)
  }
}

/** As a file. Rejects when the desk says no. */
async function saveTranscript({ base, queue }: WidgetOptions, token: string | undefined): Promise<void> {
  const response = await post(base, 'widget/transcript', { queue, token, format: 'html' })
  if (!response.ok) throw new Error(String(response.status))
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await response.blob())
  link.download = `${queue}-transcript.html`
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** On a phone the keyboard covers part of the page; the panel takes what is left. */
function fitKeyboard(host: HTMLElement, ended: AbortSignal): void {
  const view = window.visualViewport
  const fit = () => {
    host.style.setProperty('--view-height', `${view?.height}px`)
    host.style.setProperty('--view-top', `${view?.offsetTop}px`)
  }
  view?.addEventListener('resize', fit, { signal: ended })
  view?.addEventListener('scroll', fit, { signal: ended })
}

// The chat behind the button: fetched on the first click. Wires the visitor's session to the screen.

import { signal } from '@preact/signals'
import { render } from 'preact'
import { unread } from '../headless/line.ts'
import { VisitorSession } from '../headless/session.ts'
import { memoryStorage } from '../headless/storage.ts'
import css from './chat.css?inline'
import { openStorage } from './idb.ts'
import { type Launcher, storageKey } from './launcher.ts'
import { loginAt } from './login.ts'
import type { WidgetOptions } from './options.ts'
import { Panel } from './panel.tsx'
import { openPeers } from './peers.ts'
import { strings as en } from './strings/en.ts'
import { strings as zh } from './strings/zh-CN.ts'

export interface Chat {
  toggle(): void
}

/** Shows the chat under the button, connects it, and keeps it in step with the page. */
export async function mount(launcher: Launcher, options: WidgetOptions, startOpen: boolean): Promise<Chat> {
  const words = options.lang === 'zh-CN' ? zh : en
  const name = `bellhop ${options.base} ${options.queue}`
  const peers = openPeers(name)
  const session = new VisitorSession({
    fetchSession: loginAt(options.base, options.queue),
    storage: await openStorage(name).catch(memoryStorage),
    ...(peers ? { peers } : {}),
    lang: options.lang,
    page: () => ({ url: location.href, title: document.title, referrer: document.referrer }),
  })

  const state = signal(session.state)
  const open = signal(startOpen)
  const look = () => session.look(open.value && document.visibilityState === 'visible')
  const show = () => launcher.show(open.value, unread(state.value.lines, state.value.seen))
  session.subscribe((next) => {
    state.value = next
    show()
  })
  const toggle = (next = !open.value) => {
    open.value = next
    remember(next)
    look()
    show()
    if (!next) launcher.focus()
  }

  document.addEventListener('visibilitychange', () => {
    look()
    if (document.visibilityState === 'visible') session.wake()
  })
  for (const event of ['online', 'offline', 'pageshow']) addEventListener(event, () => session.wake())
  fitKeyboard(launcher.host)

  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  launcher.root.adoptedStyleSheets.push(sheet)
  const place = document.createElement('div')
  place.lang = options.lang
  launcher.root.prepend(place)
  render(
    <Panel
      state={state}
      open={open}
      words={words}
      locale={navigator.languages.find((tag) => tag.slice(0, 2) === options.lang.slice(0, 2)) ?? options.lang}
      title={options.title || words.title}
      onClose={() => toggle(false)}
      onSay={(text) => void session.say(text)}
      onDraft={(text) => session.draft(text)}
      onRetry={(id) => void session.retry(id)}
    />,
    place,
  )
  await session.start()
  remember(open.value)
  look()
  show()
  return { toggle: () => toggle() }
}

function remember(open: boolean): void {
  try {
    sessionStorage.setItem(storageKey, open ? 'open' : 'closed')
    localStorage.setItem(storageKey, String(Date.now()))
  } catch {
    // A page that may not store anything starts with a closed chat next time.
  }
}

/** On a phone the keyboard covers part of the page; the panel takes what is left. */
function fitKeyboard(host: HTMLElement): void {
  const view = window.visualViewport
  const fit = () => {
    host.style.setProperty('--view-height', `${view?.height}px`)
    host.style.setProperty('--view-top', `${view?.offsetTop}px`)
  }
  view?.addEventListener('resize', fit)
  view?.addEventListener('scroll', fit)
}

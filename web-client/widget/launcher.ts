// The round button, its badge, the loading of the chat behind it, and what the page's own code can do with both.

import { applyAccent } from './accent.ts'
import { takeLink } from './back.ts'
import type * as Declared from './bellhop.d.ts'
import type { Chat, forgetDevice, mount } from './chat.tsx'
import { buttonPaths } from './icons.ts'
import css from './launcher.css?inline'
import type { WidgetOptions } from './options.ts'
import { launcherWords } from './strings/launcher.ts'

/** File name of the chat's module, put in by the build. */
declare const CHAT_MODULE: string

export type Handle = Declared.Chat
export type Emit = <Name extends keyof Declared.Events>(name: Name, detail: Declared.Events[Name]) => void

/** What the chat may do to the button. */
export interface Launcher {
  host: HTMLElement
  root: ShadowRoot
  show(open: boolean, unread: number, label: string): void
  focus(): void
  emit: Emit
  /** Takes the chat away and loads it anew, open or closed as it was; in between `work` is done. */
  again(work?: () => Promise<void>): void
  /** Nobody is here any more; the next click starts from nothing. */
  gone(): void
}

/** Where a page's code finds the handle: on the button's host element, announced by an event. */
export const handleKey: unique symbol = Symbol.for('bellhop')
export const announcement = 'bellhop'

/** Set by the first click: in this tab whether the chat is open, on this device when it was last in use. */
export const storageKey = 'bellhop'
const day = 86_400_000

type Module = { mount: typeof mount; forgetDevice: typeof forgetDevice }

/** Puts the button on the page. */
export function startLauncher(given: WidgetOptions): Handle {
  const link = takeLink()
  let options: WidgetOptions = { ...given, link }
  const [openWord, failedWord] = launcherWords[options.lang]
  const { host, root, button, badge } = draw(options)
  const events = new EventTarget()
  const emit: Emit = (name, detail) => void events.dispatchEvent(new CustomEvent(name, { detail }))

  let chat: Promise<Chat> | undefined
  let attempt = 0
  // A browser may remember that a module failed to load; another address makes it try.
  const fetchModule = (): Promise<Module> =>
    import(/* @vite-ignore */ new URL(CHAT_MODULE + (attempt ? `?${attempt}` : ''), options.base).href)
  const load = (open: boolean): Promise<Chat> => {
    button.setAttribute('aria-busy', 'true')
    const loading = fetchModule()
      .then((module) => module.mount(launcher, options, open))
      .finally(() => button.removeAttribute('aria-busy'))
    loading.catch((error: Error) => {
      attempt++
      button.setAttribute('aria-label', failedWord)
      emit('error', error)
    })
    return loading
  }
  /** What is loaded, or will be; one after the other, however often it is asked for. */
  const become = (next: Promise<Chat>): Promise<Chat> => {
    chat = next
    // A link leads back once; after that its token is in the storage.
    next.then(() => {
      options = { ...options, link: undefined }
    }, forget)
    return next
    function forget() {
      if (chat === next) chat = undefined
    }
  }
  const drop = (): Promise<boolean> => {
    const old = chat
    chat = undefined
    return old ? old.then((there) => there.dispose()).catch(() => false) : Promise.resolve(false)
  }
  const launcher: Launcher = {
    host,
    root,
    emit,
    focus: () => button.focus(),
    show(open, unread, label) {
      button.setAttribute('aria-expanded', String(open))
      host.toggleAttribute('data-open', open)
      badge.hidden = unread === 0 || open
      badge.textContent = unread > 99 ? '99+' : String(unread)
      button.setAttribute('aria-label', label || openWord)
    },
    again(work = async () => undefined) {
      if (chat) become(drop().then((open) => work().then(() => load(open)))).catch(() => undefined)
    },
    gone: () => void drop().then(() => launcher.show(false, 0, '')),
  }
  const set = (open: boolean) => (chat ?? become(load(open))).then((there) => there.toggle(open))
  const handle: Handle = {
    open: () => set(true),
    close: async () => void (await chat)?.toggle(false),
    identify(identity) {
      if (identity === options.identity) return
      options = { ...options, identity }
      launcher.again()
    },
    async logout() {
      options = { ...options, identity: undefined }
      await drop()
      launcher.show(false, 0, '')
      // Nothing is fetched where nothing was ever stored.
      if (remembered()) await (await fetchModule()).forgetDevice(options)
    },
    setQueue(queue) {
      if (queue === options.queue) return
      options = { ...options, queue }
      launcher.again()
    },
    on(name, listener) {
      const heard = (event: Event) => listener((event as CustomEvent).detail)
      events.addEventListener(name, heard)
      return () => events.removeEventListener(name, heard)
    },
    unmount() {
      host.remove()
      void drop()
    },
  }
  button.addEventListener('click', () => {
    const done = chat ? chat.then(({ toggle }) => toggle()) : become(load(true))
    done.catch(() => undefined)
  })
  launcher.show(false, 0, '')
  Object.assign(host, { [handleKey]: handle })
  document.dispatchEvent(new CustomEvent(announcement))
  const before = link ? 'open' : recall()
  if (before) become(load(before === 'open')).catch(() => undefined)
  return handle
}

function draw(options: WidgetOptions) {
  const host = document.createElement('div')
  host.dataset.bellhop = options.queue
  // Said in any case, lest the page's direction is taken.
  host.dir = options.lang === 'ar' ? 'rtl' : 'ltr'
  if (options.theme) host.dataset.theme = options.theme
  const root = host.attachShadow({ mode: 'open' })
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  root.adoptedStyleSheets = [sheet]

  const button = document.createElement('button')
  const badge = document.createElement('span')
  button.type = 'button'
  button.className = 'launcher'
  button.lang = options.lang
  badge.className = 'badge'
  button.append(icon('chat'), icon('down'), badge)
  root.append(button)
  document.body.append(host)
  applyAccent(host, options.accent)
  return { host, root, button, badge }
}

/** As elements and never as markup. */
function icon(name: keyof typeof buttonPaths): SVGSVGElement {
  const make = <Name extends 'svg' | 'path'>(of: Name, attributes: Record<string, string>) => {
    const element = document.createElementNS('http://www.w3.org/2000/svg', of)
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
    return element
  }
  const image = make('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: `icon icon-${name}` })
  image.append(make('path', { d: buttonPaths[name] }))
  return image
}

/** When the chat was last in use on this device, if ever. */
function remembered(): string | null {
  try {
    return localStorage.getItem(storageKey)
  } catch {
    return null
  }
}

/** How the next page goes on from the last one; nothing for who has not clicked within a day. Reads only. */
function recall(): string | null {
  const recent = Date.now() - Number(remembered()) < day
  try {
    return recent ? (sessionStorage.getItem(storageKey) ?? 'closed') : null
  } catch {
    return null
  }
}

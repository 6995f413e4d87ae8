// The round button, its badge, and the loading of the chat behind it.

import { applyAccent } from './accent.ts'
import type { Chat, mount } from './chat.tsx'
import { icon, paths } from './icons.ts'
import css from './launcher.css?inline'
import type { WidgetOptions } from './options.ts'
import { launcher as en } from './strings/en.ts'
import { launcher as zh } from './strings/zh-CN.ts'

/** File name of the chat's module, put in by the build. */
declare const CHAT_MODULE: string

/** What the chat may do to the button. */
export interface Launcher {
  host: HTMLElement
  root: ShadowRoot
  show(open: boolean, unread: number): void
  focus(): void
}

/** Set by the first click: in this tab whether the chat is open, on this device when it was last in use. */
export const storageKey = 'bellhop'
const day = 86_400_000

export function startLauncher(options: WidgetOptions): void {
  const words = options.lang === 'zh-CN' ? zh : en
  const host = document.createElement('div')
  host.dataset.bellhop = options.queue
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
  badge.hidden = true
  button.append(icon(paths.chat, 'chat'), icon(paths.down, 'down'), badge)
  root.append(button)
  document.body.append(host)
  applyAccent(host, options.accent)

  const label = (text: string) => button.setAttribute('aria-label', text)
  const launcher: Launcher = {
    host,
    root,
    focus: () => button.focus(),
    show(open, unread) {
      button.setAttribute('aria-expanded', String(open))
      host.toggleAttribute('data-open', open)
      badge.hidden = unread === 0 || open
      badge.textContent = unread > 99 ? '99+' : String(unread)
      label(open ? words.close : badge.hidden ? words.open : `${words.open}, ${words.unread(unread)}`)
    },
  }
  launcher.show(false, 0)

  let chat: Promise<Chat> | undefined
  let attempt = 0
  const load = (open: boolean) => {
    button.setAttribute('aria-busy', 'true')
    // A browser may remember that a module failed to load; another address makes it try.
    const url = new URL(CHAT_MODULE + (attempt++ ? `?${attempt}` : ''), options.base).href
    const loading = (import(/* @vite-ignore */ url) as Promise<{ mount: typeof mount }>)
      .then((module) => module.mount(launcher, options, open))
      .finally(() => button.removeAttribute('aria-busy'))
    chat = loading
    loading.catch(() => {
      chat = undefined
      label(words.failed)
    })
  }
  button.addEventListener('click', () => {
    if (chat) void chat.then(({ toggle }) => toggle())
    else load(true)
  })
  const before = recall()
  if (before) load(before === 'open')
}

/** How the next page goes on from the last one; nothing for who has not clicked within a day. Reads only. */
function recall(): string | null {
  try {
    const recent = Date.now() - Number(localStorage.getItem(storageKey)) < day
    return recent ? (sessionStorage.getItem(storageKey) ?? 'closed') : null
  } catch {
    return null
  }
}

// The ES module bellhop.js: the same button for pages that put it up, or speak to it, from their own code.

import type * as Declared from './bellhop.d.ts'
import { announcement, type Handle, handleKey, startLauncher } from './launcher.ts'
import { readOptions } from './options.ts'

function present(): Handle | undefined {
  const host = document.querySelector('[data-bellhop]') as (Element & { [handleKey]?: Handle }) | null
  return host?.[handleKey]
}

/** The one on the page, now or as soon as there is one. */
function chat(): Promise<Handle> {
  const now = present()
  if (now) return Promise.resolve(now)
  return new Promise((resolve) => {
    document.addEventListener(announcement, () => resolve(present() as Handle), { once: true })
  })
}

export const mount: typeof Declared.mount = (options = {}) =>
  present() ?? startLauncher(readOptions(import.meta.url, options))

export const open: typeof Declared.open = async () => (await chat()).open()
export const close: typeof Declared.close = async () => (await chat()).close()
export const identify: typeof Declared.identify = async (identity) => (await chat()).identify(identity)
export const logout: typeof Declared.logout = async () => (await chat()).logout()
export const setQueue: typeof Declared.setQueue = async (queue) => (await chat()).setQueue(queue)
export const on: typeof Declared.on = async (name, listener) => (await chat()).on(name, listener)

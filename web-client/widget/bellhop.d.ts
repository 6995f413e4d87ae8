// Types of bellhop.js, the chat's module for the code of a page.

/** A JWT that your server has signed (HS256), or a function that fetches one when it is needed. */
export type Identity = string | (() => string | Promise<string>)

export interface Options {
  /** The queue that answers; "support" without it. */
  queue?: string
  /** A language (en, zh-CN, de, fr, es, pt, ru, ja, ar), or "auto" for the browser's; without it the page's. */
  lang?: string
  /** Heading of the chat. */
  title?: string
  /** Any CSS colour. */
  accent?: string
  /** As the visitor's system without it. */
  theme?: 'light' | 'dark'
}

export interface Events {
  open: null
  close: null
  /** How many answers the visitor has not seen. */
  unread: number
  /** An answer came in. */
  message: { body: string; name: string | undefined }
  /** The desk knows who this is. */
  identified: null
  /** An identity was refused, or the chat could not be loaded. */
  error: Error
}

export interface Chat {
  /** Shows the chat; resolves when it is there. */
  open(): Promise<void>
  close(): Promise<void>
  /** Who the visitor is. Nothing is sent before he opens the chat. */
  identify(identity: Identity): void
  /** Forgets him: history, unsent text and all else in this browser, in every tab. */
  logout(): Promise<void>
  /** Goes on with another queue. */
  setQueue(queue: string): void
  /** Calls the listener at every such event. Returns what ends that. */
  on<Name extends keyof Events>(name: Name, listener: (detail: Events[Name]) => void): () => void
  /** Takes the button and the chat out of the page; what the visitor wrote stays. */
  unmount(): void
}

/** Puts the button on the page. There is one: if it is there already, that one is given. */
export function mount(options?: Options): Chat

// The same for the button that is on the page, also when widget.js put it there; they wait until there is one.
export function open(): Promise<void>
export function close(): Promise<void>
export function identify(identity: Identity): Promise<void>
export function logout(): Promise<void>
export function setQueue(queue: string): Promise<void>
export function on<Name extends keyof Events>(name: Name, listener: (detail: Events[Name]) => void): Promise<() => void>

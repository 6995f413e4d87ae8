// Types of @xmpp/component 0.13.1, which brings none and has none on npm; only what we use.
declare module '@xmpp/component' {
  import type { EventEmitter } from 'node:events'
  import type { Element } from 'ltx'

  export interface Component extends EventEmitter {
    status: string
    jid: { toString(): string } | null
    socket: import('node:net').Socket | null
    reconnect: { delay: number; start(): void; stop(): void } & EventEmitter
    start(): Promise<{ toString(): string }>
    stop(): Promise<Element | undefined>
    disconnect(timeout?: number): Promise<unknown>
    send(element: Element): Promise<void>
    write(text: string): Promise<void>
  }

  export function component(options: { service: string; domain: string; password: string }): Component
  export function xml(
    name: string,
    attrs?: Record<string, string | undefined>,
    ...children: (Element | string)[]
  ): Element
}

// The way to the part that uploads files, which is fetched with the first file.

import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { VisitorSession } from '../headless/session.ts'
import type { Uploads } from './uploads.ts'

export class Files {
  readonly #session: VisitorSession
  readonly #uploads = signal<Uploads | undefined>(undefined)
  /** Whether there is a file that can be handed over. */
  readonly some: ReadonlySignal<boolean> = computed(() => this.#uploads.value?.some.value ?? false)

  constructor(session: VisitorSession) {
    this.#session = session
  }

  get uploads(): ReadonlySignal<Uploads | undefined> {
    return this.#uploads
  }

  /** Resolves when they are on their way; rejects when the part can't be fetched. */
  async add(files: Iterable<File>): Promise<void> {
    const list = [...files]
    if (list.length === 0) return
    const { Uploads } = await import('./tray.tsx')
    const session = this.#session
    this.#uploads.value ??= new Uploads({
      connection: () => session.connection,
      say: (url) => session.sayFile(url),
    })
    this.#uploads.value.add(list)
  }

  send(): void {
    this.#uploads.value?.send()
  }

  clear(): void {
    this.#uploads.value?.clear()
  }
}

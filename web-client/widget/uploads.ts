// Files on their way: chosen, checked, uploaded to the visitor's own server, and handed over when he says so.

import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Connection } from '../headless/connection.ts'
import { newId } from '../headless/ids.ts'
import { largestFile, requestSlot } from '../headless/upload.ts'
import { cleanName, enoughBytes, judge } from './kinds.ts'

export type Problem = 'type' | 'fake' | 'empty' | 'failed' | { large: number }

export interface Upload {
  readonly id: string
  readonly name: string
  readonly size: number
  /** Of a picture: shows it before it is anywhere else. */
  readonly preview: string | undefined
  /** From 0 to 1. */
  readonly progress: number
  /** Where it is, once it is there. */
  readonly url?: string
  readonly problem?: Problem
  /** To be handed over as soon as it is there. */
  readonly go?: true
}

interface UploadsOptions {
  connection(): Connection | undefined
  say(url: string): Promise<void>
}

export class Uploads {
  readonly #options: UploadsOptions
  readonly #list = signal<readonly Upload[]>([])
  readonly #files = new Map<string, { file: File; stop(): void }>()
  /** Whether there is something that can be handed over. */
  readonly some: ReadonlySignal<boolean> = computed(() => this.#list.value.some(({ problem, go }) => !problem && !go))

  constructor(options: UploadsOptions) {
    this.#options = options
  }

  get list(): ReadonlySignal<readonly Upload[]> {
    return this.#list
  }

  /** Takes files in and begins to upload them. */
  add(files: Iterable<File>): void {
    for (const file of files) {
      const id = newId()
      const preview = /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type) ? URL.createObjectURL(file) : undefined
      this.#files.set(id, { file, stop: () => undefined })
      this.#list.value = [...this.#list.value, { id, name: file.name, size: file.size, preview, progress: 0 }]
      void this.#upload(id)
    }
  }

  retry(id: string): void {
    this.#change(id, ({ problem, ...rest }) => ({ ...rest, progress: 0 }))
    void this.#upload(id)
  }

  remove(id: string): void {
    const gone = this.#list.value.find((upload) => upload.id === id)
    if (gone?.preview) URL.revokeObjectURL(gone.preview)
    this.#files.get(id)?.stop()
    this.#files.delete(id)
    this.#list.value = this.#list.value.filter((upload) => upload.id !== id)
  }

  /** Hands over what is there, and the rest as soon as it is. */
  send(): void {
    for (const { id, problem } of this.#list.value) {
      if (problem) continue
      this.#change(id, (upload) => ({ ...upload, go: true }))
      this.#handOver(id)
    }
  }

  clear(): void {
    for (const { id } of this.#list.value) this.remove(id)
  }

  async #upload(id: string): Promise<void> {
    const entry = this.#files.get(id)
    if (!entry) return
    try {
      const { file } = entry
      const verdict = judge(file.name, file.size, new Uint8Array(await file.slice(0, enoughBytes).arrayBuffer()))
      if ('problem' in verdict) return this.#fail(id, verdict.problem)
      const connection = this.#options.connection()
      if (!connection) return this.#fail(id, 'failed')
      const limit = await largestFile(connection).catch(() => undefined)
      if (limit !== undefined && file.size > limit) return this.#fail(id, { large: limit })
      const slot = await requestSlot(connection, { name: cleanName(file.name), size: file.size, type: verdict.type })
      const headers = { ...slot.headers, 'content-type': verdict.type }
      await put(slot.put, headers, file, (progress, stop) => {
        entry.stop = stop
        this.#change(id, (upload) => ({ ...upload, progress }))
      })
      this.#change(id, (upload) => ({ ...upload, progress: 1, url: slot.get }))
      this.#handOver(id)
    } catch {
      this.#fail(id, 'failed')
    }
  }

  #fail(id: string, problem: Problem): void {
    this.#change(id, ({ go, ...upload }) => ({ ...upload, problem }))
  }

  #handOver(id: string): void {
    const upload = this.#list.value.find((each) => each.id === id)
    if (!upload?.go || upload.url === undefined) return
    this.remove(id)
    void this.#options.say(upload.url)
  }

  #change(id: string, change: (upload: Upload) => Upload): void {
    this.#list.value = this.#list.value.map((upload) => (upload.id === id ? change(upload) : upload))
  }
}

/** By XMLHttpRequest, since fetch tells nothing of how far it is. */
function put(
  url: string,
  headers: Readonly<Record<string, string>>,
  file: File,
  onProgress: (progress: number, stop: () => void) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    request.open('PUT', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? (loaded / total) * 0.98 : 0, stop)
    request.onload = () => (request.status === 201 ? resolve() : reject(new Error(String(request.status))))
    request.onerror = () => reject(new Error('The upload failed.'))
    request.onabort = request.onerror
    onProgress(0, stop)
    request.send(file)
  })
}

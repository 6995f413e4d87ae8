// Files on their way: a slot at the agents' own server, the bytes by HTTP, then a line with the address.

import { type Signal, useSignal } from '@preact/signals'
import { CircleAlert, X } from 'lucide'
import { largestFile, requestSlot } from '../headless/upload.ts'
import { Icon } from '../look/icon.tsx'
import { type App, useApp } from './app.ts'

interface Upload {
  readonly id: number
  readonly name: string
  readonly progress: number
  readonly problem?: string
}

export interface Uploads {
  readonly list: Signal<readonly Upload[]>
  add(files: Iterable<File>): void
  remove(id: number): void
}

let count = 0

export function useUploads(app: App, jid: string): Uploads {
  const list = useSignal<readonly Upload[]>([])
  const change = (id: number, news: Partial<Upload>) => {
    list.value = list.value.map((each) => (each.id === id ? { ...each, ...news } : each))
  }
  const remove = (id: number) => {
    list.value = list.value.filter((each) => each.id !== id)
  }
  const send = async (file: File) => {
    const id = ++count
    list.value = [...list.value, { id, name: file.name, progress: 0 }]
    try {
      const url = await upload(app, file, (progress) => change(id, { progress }))
      if (!list.value.some((each) => each.id === id)) return
      remove(id)
      app.session.say(jid, { body: url, file: url })
    } catch (error) {
      change(id, { problem: error instanceof TooLarge ? error.message : app.words.uploadFailed })
    }
  }
  return {
    list,
    remove,
    add: (files) => {
      for (const file of files) void send(file)
    },
  }
}

class TooLarge extends Error {}

async function upload(
  { session, words, locale }: App,
  file: File,
  onProgress: (part: number) => void,
): Promise<string> {
  const { connection } = session
  if (!connection) throw new Error('There is no connection.')
  const limit = await largestFile(connection).catch(() => undefined)
  if (limit !== undefined && file.size > limit) {
    const format = { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 } as const
    throw new TooLarge(words.tooLarge(new Intl.NumberFormat(locale, format).format(limit / 1_048_576)))
  }
  const type = file.type || 'application/octet-stream'
  const name = file.name.replace(/[^\p{L}\p{N}._-]+/gu, '_') || 'file'
  const slot = await requestSlot(connection, { name, size: file.size, type })
  await put(slot.put, { ...slot.headers, 'content-type': type }, file, onProgress)
  return slot.get
}

/** By XMLHttpRequest, since fetch tells nothing of how far it is. */
function put(
  url: string,
  headers: Readonly<Record<string, string>>,
  file: File,
  onProgress: (part: number) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => (request.status === 201 ? resolve() : reject(new Error(String(request.status))))
    request.onerror = () => reject(new Error('The upload failed.'))
    request.send(file)
  })
}

export function Tray({ uploads }: { uploads: Uploads }) {
  const { words } = useApp()
  return (
    <>
      {uploads.list.value.map(({ id, name, progress, problem }) => (
        <p key={id} class="aim upload" role="status">
          <span>
            {problem ? (
              <b class="bad">
                <Icon of={CircleAlert} /> {problem}
              </b>
            ) : (
              <>
                <b dir="auto">{words.uploading(name)}</b>
                <progress max={1} value={progress} />
              </>
            )}
          </span>
          <button type="button" class="tool small" aria-label={words.cancel} onClick={() => uploads.remove(id)}>
            <Icon of={X} />
          </button>
        </p>
      ))}
    </>
  )
}

// Writes and reads the tar.gz of a backup. Each file's sum is taken of the very bytes that go in.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { finished } from 'node:stream/promises'
import { extract, Header, Pack, ReadEntry } from 'tar'
import { names } from './manifest.ts'

export interface Archive {
  addText(name: string, text: string): Promise<void>
  /** As long as it is now: what is appended meanwhile stays out. False when there is no such file (any more). */
  addFile(name: string, file: string): Promise<boolean>
  /** Writes the sums and resolves with the size when all of it is on disk. */
  close(): Promise<{ files: number; bytes: number }>
  /** Writes nothing more. */
  abandon(): void
}

/** Begins a new file, for its owner only. */
export function openArchive(file: string): Archive {
  const pack = new Pack({ gzip: true, portable: true })
  const out = createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true })
  pack.on('error', (error) => out.destroy(error as Error))
  pack.pipe(out as never)
  // Whoever waits for the pack would wait for ever for a disk that is full.
  const broken = new AbortController()
  const { signal } = broken
  out.once('error', (error) => broken.abort(error))
  const sums: string[] = []

  async function add(name: string, size: number, chunks: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<void> {
    const header = { path: name, size, mode: 0o600, type: 'File', mtime: new Date() } as const
    const entry = new ReadEntry(new Header(header))
    const taken = once(entry, 'end', { signal })
    const hash = createHash('sha256')
    pack.add(entry)
    try {
      for await (const chunk of chunks) {
        hash.update(chunk)
        if (!entry.write(chunk)) await once(entry, 'drain', { signal })
      }
      entry.end()
      await taken
    } catch (error) {
      taken.catch(() => undefined)
      throw signal.aborted ? signal.reason : error
    }
    sums.push(`${hash.digest('hex')}  ${name}\n`)
  }

  const addText: Archive['addText'] = (name, text) => {
    const bytes = Buffer.from(text)
    return add(name, bytes.length, [bytes])
  }
  return {
    addText,
    async addFile(name, path) {
      const source = await open(path).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'ENOENT') return undefined
        throw error
      })
      if (!source) return false
      try {
        const { size } = await source.stat()
        await add(name, size, size === 0 ? [] : source.createReadStream({ end: size - 1, autoClose: false }))
      } finally {
        await source.close()
      }
      return true
    },
    async close() {
      const files = sums.length
      await addText(names.sums, sums.join(''))
      const written = finished(out)
      pack.end()
      await written
      return { files, bytes: out.bytesWritten }
    },
    abandon: () => out.destroy(),
  }
}

/** Unpacks plain files into a folder; refuses a file that is no backup, or cut short. */
export async function unpack(file: string, folder: string): Promise<void> {
  const plain = new Set(['File', 'OldFile', 'Directory'])
  const filter = (_: string, entry: unknown) => plain.has((entry as ReadEntry).type)
  await extract({ file, cwd: folder, strict: true, filter, preserveOwner: false, umask: 0o077 })
}

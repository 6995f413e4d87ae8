// Fetches the picture of somebody of the staff: his vCard (XEP-0054 1.3), when his presence tells of a new one (XEP-0153 1.1.1).
import { createHash, randomBytes } from 'node:crypto'
import { xml } from '@xmpp/component'
import type { Element } from 'ltx'
import { keepPhoto } from '../desk/photo.ts'
import type { Turn } from '../desk/turn.ts'
import type { Log } from '../log.ts'
import type { PhotoNotice } from '../model/notice.ts'
import { photoOf } from '../model/photo.ts'
import { ns } from './ns.ts'
import type { Requests } from './requests.ts'

export interface PhotosOptions {
  ask: Requests['ask']
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  log: Log
}

/** Gives what fetches one and keeps it. What fails is fetched at his next presence. */
export function openPhotos({ ask, run, log }: PhotosOptions): (notice: PhotoNotice) => void {
  /** What is on its way: several clients of his tell of the same. */
  const fetching = new Set<string>()

  async function fetch(jid: string, hash: string): Promise<void> {
    const vcard = await ask(jid, xml('vCard', { xmlns: ns.vcard }))
    const bytes = vcard && readPhoto(vcard)
    // It changed in between; his next presence tells of that.
    if (!bytes || createHash('sha1').update(bytes).digest('hex') !== hash) return
    const id = randomBytes(16).toString('base64url')
    await run((turn) => keepPhoto(turn, { jid, hash, id, photo: photoOf(bytes) }))
  }

  return ({ to, hash }) => {
    const key = `${to} ${hash}`
    if (fetching.has(key)) return
    fetching.add(key)
    fetch(to, hash)
      .catch((error: Error) => log.warn('a picture was not fetched', { of: to, error: error.message }))
      .finally(() => fetching.delete(key))
  }
}

/** The bytes of a vCard's picture; what it says of their type does not count. */
export function readPhoto(vcard: Element): Buffer | undefined {
  const text = vcard.getChild('PHOTO')?.getChildText('BINVAL')?.replace(/\s+/g, '') ?? ''
  return /^[A-Za-z0-9+/]+={0,2}$/.test(text) ? Buffer.from(text, 'base64') : undefined
}

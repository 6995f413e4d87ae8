// What an erased visitor left outside of the desk's database: his session and archive on IM server 1, what the staff's
// archives on IM server 2 hold of him, and the files he uploaded.
import { createHash } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { EjabberdApi } from '../ejabberd/api.ts'
import { marked } from './accounts.ts'
import type { ErasureWork } from './desk/admin/erasure.ts'
import { domainOf, localOf } from './model/address.ts'

export interface ErasureOptions {
  api: EjabberdApi
  /** The desk's domain. */
  desk: string
  /** The folder of uploads, with a folder for each host in it. */
  uploads: string
}

/** Safe to repeat, also after any step of it failed. */
export async function eraseOutside(
  { api, desk, uploads }: ErasureOptions,
  { jid, copies }: ErasureWork,
): Promise<void> {
  try {
    const [user, host] = [localOf(jid), domainOf(jid)]
    await api.kick(jid)
    await api.removeArchive(user, host)
    for (const copy of copies)
      await api.removeArchiveWith(localOf(copy.jid), domainOf(copy.jid), `${copy.contact}@${desk}`)
    await rm(uploadsOf(uploads, jid), { recursive: true, force: true })
  } catch (error) {
    throw marked(error)
  }
}

/** Where mod_http_upload keeps somebody's files: a folder named by the hash of his JID. */
export function uploadsOf(uploads: string, jid: string): string {
  return join(uploads, domainOf(jid), createHash('sha1').update(jid).digest('hex'))
}

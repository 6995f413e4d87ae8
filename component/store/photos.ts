// Pictures of the staff, by the hash that their clients announce and by the id that visitors see.
import type { Photo, PhotoType } from '../model/photo.ts'
import type { Tx } from './database.ts'

interface PhotoRow {
  id: string
  type: string | null
  bytes: Uint8Array | null
}

/** His picture with this hash, if it is here; `usable` says whether it can be shown. */
export async function findPhotoOf(
  tx: Tx,
  jid: string,
  hash: string,
): Promise<{ id: string; usable: boolean } | undefined> {
  const row = await tx<PhotoRow>('staff_photos')
    .where({ jid, hash } as object)
    .first('id', 'type')
  return row && { id: row.id, usable: row.type !== null }
}

/** Keeps it; where the same is here already nothing changes. Without a photo: one that can't be shown. */
export async function insertPhoto(
  tx: Tx,
  of: { id: string; jid: string; hash: string; at: string },
  photo: Photo | undefined,
): Promise<void> {
  const row = { ...of, type: photo?.type ?? null, bytes: photo ? Buffer.from(photo.bytes) : null }
  await tx('staff_photos').insert(row).onConflict(['jid', 'hash']).ignore()
}

export async function findPhoto(tx: Tx, id: string): Promise<Photo | undefined> {
  const row = await tx<PhotoRow>('staff_photos').where({ id }).first('type', 'bytes')
  return row?.type && row.bytes ? { type: row.type as PhotoType, bytes: row.bytes } : undefined
}

/** What his client says that he has, which is this picture, or none; undefined when it is not here yet. */
export async function markPhotoSaid(
  tx: Tx,
  jid: string,
  hash: string,
  photo: string | null | undefined,
): Promise<void> {
  await tx('staff')
    .where({ jid })
    .update(photo === undefined ? { photo_hash: hash } : { photo_hash: hash, photo })
}

/** It has come, and is his, unless his client says something else by now. */
export async function markPhotoCame(tx: Tx, jid: string, hash: string, photo: string | null): Promise<void> {
  await tx('staff').where({ jid, photo_hash: hash }).update({ photo })
}

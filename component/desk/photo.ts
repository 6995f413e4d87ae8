// The picture of an agent as visitors see it: taken over from his own client, shown under an id that says nothing of him.
import type { Staff } from '../model/person.ts'
import type { Photo } from '../model/photo.ts'
import { stamp } from '../model/time.ts'
import { findPhoto, findPhotoOf, insertPhoto, markPhotoCame, markPhotoSaid } from '../store/photos.ts'
import { type Turn, tell } from './turn.ts'

/** His client says which picture he has, '' for none. One that is not here is fetched; until then he keeps the last. */
export async function showsPhoto(turn: Turn, { jid }: Staff, hash: string): Promise<void> {
  const known = hash === '' ? undefined : await findPhotoOf(turn.tx, jid, hash)
  const isMissing = hash !== '' && !known
  await markPhotoSaid(turn.tx, jid, hash, isMissing ? undefined : known?.usable ? known.id : null)
  if (isMissing) tell(turn, { kind: 'photo', to: jid, from: '', hash })
}

export interface Fetched {
  jid: string
  /** As his client announced it. */
  hash: string
  /** A fresh id that nobody can guess. */
  id: string
  /** None when it is one that is not shown. */
  photo: Photo | undefined
}

/** The picture was fetched: it is kept, and is his from now on. What is not shown is remembered, and not fetched again. */
export async function keepPhoto(turn: Turn, { jid, hash, id, photo }: Fetched): Promise<void> {
  await insertPhoto(turn.tx, { id, jid, hash, at: stamp(turn.now) }, photo)
  const kept = await findPhotoOf(turn.tx, jid, hash)
  await markPhotoCame(turn.tx, jid, hash, kept?.usable ? kept.id : null)
}

/** A picture by its id, for whoever knows that. */
export async function photoById(turn: Turn, id: string): Promise<Photo | undefined> {
  return findPhoto(turn.tx, id)
}

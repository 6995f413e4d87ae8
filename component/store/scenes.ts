// Scenes: which messages of which conversation belong to an issue, and whether its visitor was told the answer.
import type { Known, Scene } from '../model/issue.ts'
import type { Tx } from './database.ts'

interface SceneRow {
  issue: number
  conversation: number
  first: number
  last: number
  known: string
  at: string
  told: number | null
  received_at: string | null
}

const toScene = ({ known, received_at, ...row }: SceneRow): Scene => ({
  ...row,
  known: JSON.parse(known) as Known,
  receivedAt: received_at,
})

/** False when this conversation is linked with the issue already. */
export async function insertScene(tx: Tx, scene: Omit<Scene, 'told' | 'receivedAt'>): Promise<boolean> {
  const rows = tx('issue_scenes')
    .insert({ ...scene, known: JSON.stringify(scene.known) })
    .onConflict(['issue', 'conversation'])
    .ignore()
  return (await rows.returning('issue')).length === 1
}

/** The scenes of an issue: the one it was filed out of first. */
export async function listScenes(tx: Tx, issue: number): Promise<Scene[]> {
  return (await tx<SceneRow>('issue_scenes').where({ issue }).orderBy('at').orderBy('conversation')).map(toScene)
}

/** The scenes taken of a conversation, oldest issue first. */
export async function listScenesOf(tx: Tx, conversation: number): Promise<Scene[]> {
  return (await tx<SceneRow>('issue_scenes').where({ conversation }).orderBy('issue')).map(toScene)
}

/** The newest scene of a visitor's with a queue of which he was told the answer, at or after a time. */
export async function findLastTold(tx: Tx, visitor: number, queue: string, since: string): Promise<Scene | undefined> {
  const row = await tx<SceneRow>('issue_scenes')
    .whereIn('conversation', tx('conversations').where({ visitor, queue }).select('id'))
    .whereIn('told', tx('messages').where('at', '>=', since).select('id'))
    .orderBy('told', 'desc')
    .first()
  return row && toScene(row)
}

export async function findSceneTold(tx: Tx, message: number): Promise<Scene[]> {
  return (await tx<SceneRow>('issue_scenes').where({ told: message })).map(toScene)
}

/** Those of whose answer a conversation's visitor was told in it, that does not wait for him, and that he is not known to have got. */
export async function listToldUnreceived(tx: Tx, conversation: number): Promise<Scene[]> {
  const sent = tx('messages').where({ conversation, held: false }).select('id')
  const rows = tx<SceneRow>('issue_scenes').whereIn('told', sent).whereNull('received_at')
  return (await rows.orderBy('issue')).map(toScene)
}

/** The message by which the visitor is told. True when he had not been told. */
export async function markTold(tx: Tx, { issue, conversation }: Scene, message: number): Promise<boolean> {
  return (await tx('issue_scenes').where({ issue, conversation, told: null }).update({ told: message })) === 1
}

/** True when this call marked it. */
export async function markReceived(tx: Tx, { issue, conversation }: Scene, at: string): Promise<boolean> {
  const rows = tx('issue_scenes').where({ issue, conversation, received_at: null }).whereNotNull('told')
  return (await rows.update({ received_at: at })) === 1
}

/** Nobody has been told: a new round begins. */
export async function forgetTold(tx: Tx, issue: number): Promise<void> {
  await tx('issue_scenes').where({ issue }).update({ told: null, received_at: null })
}

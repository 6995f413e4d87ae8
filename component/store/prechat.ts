// What queues ask before a chat, and what visitors answered.
import type { AskedField } from '../model/prechat.ts'
import type { Tx } from './database.ts'

interface FieldRow {
  name: string
  type: string
  required: boolean | number
  label: string
  choices: string | null
}

const toField = ({ name, type, required, label, choices }: FieldRow): AskedField => ({
  name,
  type: type as AskedField['type'],
  required: Boolean(required),
  label: JSON.parse(label),
  ...(choices === null ? {} : { choices: JSON.parse(choices) }),
})

/** In the order in which they are asked. */
export async function listAskedFields(tx: Tx, queue: string): Promise<AskedField[]> {
  return (await tx<FieldRow & { queue: string }>('prechat_fields').where({ queue }).orderBy('place')).map(toField)
}

/** These take the place of all that the queue asked before. */
export async function putAskedFields(tx: Tx, queue: string, fields: readonly AskedField[]): Promise<void> {
  await tx('prechat_fields').where({ queue }).delete()
  const rows = fields.map(({ label, choices, ...field }, place) => ({
    ...{ queue, place, ...field },
    label: JSON.stringify(label),
    choices: choices ? JSON.stringify(choices) : null,
  }))
  if (rows.length > 0) await tx('prechat_fields').insert(rows)
}

/** By the field's name; '' where he was asked and said nothing. */
export async function listAnswers(tx: Tx, visitor: number, queue: string): Promise<Map<string, string>> {
  const rows = await tx('prechat_answers').where({ visitor, queue }).select<{ name: string; value: string }[]>()
  return new Map(rows.map(({ name, value }) => [name, value]))
}

/** Keeps an answer; the newest counts. */
export async function putAnswer(
  tx: Tx,
  answer: { visitor: number; queue: string; name: string; value: string; at: string },
): Promise<void> {
  await tx('prechat_answers').insert(answer).onConflict(['visitor', 'queue', 'name']).merge()
}

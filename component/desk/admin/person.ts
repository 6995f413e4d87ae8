// The admin as somebody the desk's verbs know: a lead who is nobody's colleague, under the name of his token.
import type { Staff } from '../../model/person.ts'

/** Whom the history of conversations and issues names when an admin did something. */
export const adminJid = 'admin'

export const asLead = (name: string): Staff => ({
  jid: adminJid,
  name,
  roles: ['lead'],
  state: 'exit',
  lang: 'en',
  receipts: false,
  override: null,
  ignored: 0,
  quiet: null,
  photo: null,
  capacity: null,
})

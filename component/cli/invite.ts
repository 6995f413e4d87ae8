// `bellhop admin invite`: a one-time link into the admin page, for when nobody can sign in. What it takes; the work is in
// invitation.ts, with the database's library, which the other verbs do without.
import { endpoints } from '../http/api/table.ts'
import { fieldsOf } from './api/fields.ts'
import { requestOf } from './api/request.ts'
import type { Verb } from './verb.ts'

export const inviteVerb: Verb = {
  words: ['admin', 'invite'],
  summary: 'A one-time link for an admin, new or not, by which he sets his password',
  notes: [
    'It works on the database itself, whether the desk runs or not, and needs no token: for the first admin, and for when all have forgotten their passwords. The link counts once and for a day; the one before counts no more.',
  ],
  arguments: [
    { name: 'name', summary: 'a name of 1 to 100 characters in one line; without it he chooses one', isOptional: true },
  ],
  options: [],
  examples: ['admin invite', 'admin invite 李雷 --json'],
  async check(asked) {
    // A name must be what it must be over the API.
    const endpoint = endpoints.find(({ id }) => id === 'addAdmin')
    if (!endpoint || asked.argument('name') === undefined) return
    await requestOf({ endpoint, fields: fieldsOf(endpoint, ['name']), preset: {} }, asked, async () => '')
  },
  run: async (asked) => (await import('./invitation.ts')).invitation(asked),
}

// Admins of the desk: who may sign in to the admin page, and one-time links for those who can't yet or any more.
import { Type } from 'typebox'
import { addAdmin, getAdmin, inviteAgain, listAdmins, removeAdmin } from '../../desk/admin/admins.ts'
import { linkOf, newSecret } from '../admin-link.ts'
import { hashOf } from './authorize.ts'
import { type Endpoint, endpoint, list } from './endpoint.ts'
import * as are from './schemas.ts'

const admin = Type.Object({
  ...{ id: are.number, name: Type.String(), totp: Type.Boolean() },
  active: Type.Boolean({ description: 'false: he has not used his first link yet, or was put out' }),
  ...{ createdAt: are.time, lastLoginAt: are.nullable(are.time) },
})
const params = Type.Object({ id: are.number }, are.closed)
const link = { link: Type.String({ description: 'good for once and a day; told once' }), expiresAt: are.time }

export const adminEndpoints: readonly Endpoint[] = [
  list('GET /admins', {
    ...{ id: 'listAdmins', summary: 'Who may sign in to the admin page', scope: 'all', item: admin },
    ...{ sort: { id: 'id', name: 'key' }, key: 'id' },
    run: (turn, { page }) => listAdmins(turn, page),
  }),
  endpoint('POST /admins', {
    ...{ id: 'addAdmin', summary: 'Adds an admin; the link by which he sets his password is told once', scope: 'all' },
    ...{ answer: Type.Object({ admin, ...link }), status: 201, secrets: ['link'] },
    body: Type.Object({ name: are.line('a name', 100) }, are.closed),
    example: { body: { name: '李雷' } },
    location: ({ admin }) => `/admins/${admin.id}`,
    async run(turn, { body, kit }) {
      const secret = newSecret()
      return { ...(await addAdmin(turn, body.name, hashOf(secret))), link: linkOf(kit.publicUrl, secret) }
    },
  }),
  endpoint('GET /admins/{id}', {
    ...{ id: 'getAdmin', summary: 'An admin', scope: 'all', params, answer: admin, volatile: ['lastLoginAt'] },
    example: { params: { id: 2 } },
    run: (turn, { params }) => getAdmin(turn, params.id),
  }),
  endpoint('POST /admins/{id}/reset', {
    ...{ id: 'resetAdmin', summary: 'Another link; until it is used his password counts', scope: 'all', params },
    ...{ answer: Type.Object(link), secrets: ['link'] },
    example: { params: { id: 2 } },
    async run(turn, { params, kit }) {
      const secret = newSecret()
      const { expiresAt } = await inviteAgain(turn, params.id, hashOf(secret))
      return { link: linkOf(kit.publicUrl, secret), expiresAt }
    },
  }),
  endpoint('DELETE /admins/{id}', {
    ...{ id: 'removeAdmin', summary: 'He is signed out everywhere, and can sign in no more', scope: 'all', params },
    example: { params: { id: 2 } },
    run: (turn, { params }) => removeAdmin(turn, params.id),
  }),
]

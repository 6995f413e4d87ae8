// Agents, handlers and leads.
import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import {
  changePerson,
  deactivate,
  forceState,
  getPerson,
  keepAgain,
  listPeople,
  type PersonChange,
  reactivate,
  setPassword,
  takeOn,
} from '../../desk/admin/staff.ts'
import type { Role } from '../../model/person.ts'
import { Problem } from '../error.ts'
import { type Endpoint, endpoint, type Kit, list } from './endpoint.ts'
import * as are from './schemas.ts'

const capacity = Type.Integer({ description: 'a whole number from 1 to 1000', minimum: 1, maximum: 1000 })
const person = Type.Object({
  user: are.user,
  jid: are.jid,
  name: Type.String(),
  roles: Type.Array(are.role),
  queues: Type.Array(are.queueName),
  lang: Type.String(),
  active: Type.Boolean(),
  state: Type.Enum(['normal', 'busy', 'exit']),
  override: are.nullable(Type.Enum(['normal', 'busy'])),
  quiet: are.nullable(are.quiet),
  capacity: are.nullable(capacity),
  conversations: are.count,
  account: Type.Object({
    state: Type.Enum(['kept', 'pending', 'failed'], { description: 'whether ejabberd has the account as it is here' }),
    error: are.nullable(Type.String()),
    since: are.nullable(are.time),
  }),
})
const withPassword = Type.Object({ ...person.properties, password: are.nullable(Type.String()) })

const roles = Type.Array(are.role, {
  ...{ minItems: 1, maxItems: 3, uniqueItems: true },
  description: 'a list of agent, handler and lead',
})
const queues = Type.Array(are.queueName, { maxItems: 100, uniqueItems: true, description: 'a list of names of queues' })
const name = are.line('a name', 100)
const params = Type.Object({ user: are.user }, are.closed)
const newPassword = Type.Object({ password: Type.Optional(are.password) }, are.optional)

const jidOf = (user: string, { agents }: Kit): string => `${user}@${agents}`

/** What the desk's own accounts are called is nobody's name. */
function freeName(user: string, { reserved }: Kit): string {
  if (!reserved.includes(user)) return user
  throw new Problem(409, 'Conflict', `“${user}” is the desk’s own account.`, 'user')
}

/** The password that was given, else one that is made and told once. */
function passwordOf(given: string | undefined, { seal }: Kit): { sealed: string; told: string | null } {
  const password = given ?? easyPassword()
  return { sealed: seal(password), told: given === undefined ? password : null }
}

/** Typed by hand into a chat client: sixteen letters and digits without look-alikes (80 bits). */
function easyPassword(): string {
  const letters = 'abcdefghijkmnpqrstuvwxyz23456789'
  const text = Array.from(randomBytes(16), (byte) => letters[byte % letters.length]).join('')
  return text.replace(/(.{4})(?=.)/g, '$1-')
}

export const staffEndpoints: readonly Endpoint[] = [
  list('GET /staff', {
    ...{ id: 'listStaff', summary: 'Everybody on the desk, also who is not any more', scope: 'staff', item: person },
    query: Type.Object({
      role: Type.Optional(are.role),
      queue: Type.Optional(are.queueName),
      active: Type.Optional(Type.Boolean({ description: 'true or false' })),
      words: Type.Optional(are.search),
    }),
    ...{ sort: { name: 'staff.name', user: 'staff.jid' }, key: 'staff.jid' },
    example: { query: { role: 'agent', active: true } },
    run: (turn, { query, page }) => listPeople(turn, query as Parameters<typeof listPeople>[1], page),
  }),
  endpoint('POST /staff', {
    id: 'addStaff',
    summary: 'Takes somebody on; without a password one is made and told once',
    ...{ scope: 'staff', status: 201, answer: withPassword, secrets: ['password'] },
    body: Type.Object(
      {
        ...{ user: are.user, name, roles },
        queues: Type.Optional(queues),
        lang: Type.Optional(are.lang),
        password: Type.Optional(are.password),
      },
      are.closed,
    ),
    example: { body: { user: 'dora', name: 'Dora 朵拉', roles: ['agent'], queues: ['support'], lang: 'en' } },
    location: ({ user }) => `/staff/${user}`,
    async run(turn, { body, kit }) {
      const { user, name, queues = [], lang = 'en' } = body
      const { sealed, told } = passwordOf(body.password, kit)
      const jid = jidOf(freeName(user, kit), kit)
      const made = await takeOn(turn, { jid, name, roles: body.roles as Role[], queues, lang, sealed })
      return { ...made, password: told }
    },
  }),
  endpoint('GET /staff/{user}', {
    ...{ id: 'getStaff', summary: 'One of them', scope: 'staff', params, answer: person },
    volatile: ['state', 'conversations', 'account'],
    example: { params: { user: 'ann' } },
    run: (turn, { params, kit }) => getPerson(turn, jidOf(params.user, kit)),
  }),
  endpoint('PATCH /staff/{user}', {
    ...{ id: 'changeStaff', summary: 'Changes what is given', scope: 'staff', params, answer: person },
    body: are.some({
      name,
      roles,
      queues,
      lang: are.lang,
      quiet: are.nullable(are.quiet),
      capacity: are.nullable(capacity),
    }),
    example: { params: { user: 'bob' }, body: { name: 'Bob Ö.', queues: ['support', 'billing'], capacity: 3 } },
    run: (turn, { params, body, who, kit }) =>
      changePerson(turn, jidOf(params.user, kit), body as PersonChange, who.name),
  }),
  endpoint('POST /staff/{user}/password', {
    ...{ id: 'resetPassword', summary: 'Another password; who is logged in with the old one is put out' },
    ...{ scope: 'staff', params, body: newPassword, answer: withPassword, secrets: ['password'] },
    example: { params: { user: 'bob' }, body: {} },
    async run(turn, { params, body, kit }) {
      const { sealed, told } = passwordOf(body.password, kit)
      return { ...(await setPassword(turn, jidOf(params.user, kit), sealed)), password: told }
    },
  }),
  endpoint('POST /staff/{user}/state', {
    ...{ id: 'forceState', summary: 'His state while he is connected; null leaves it to his clients' },
    ...{ scope: 'staff', params, answer: person },
    body: Type.Object(
      { state: Type.Union([Type.Enum(['normal', 'busy']), Type.Null()], { description: 'normal, busy, or null' }) },
      are.closed,
    ),
    example: { params: { user: 'ann' }, body: { state: 'busy' } },
    run: (turn, { params, body, kit }) =>
      forceState(turn, jidOf(params.user, kit), body.state as 'normal' | 'busy' | null),
  }),
  endpoint('POST /staff/{user}/deactivate', {
    ...{ id: 'deactivateStaff', summary: 'Puts him out: conversations and issues go to others, the account is shut' },
    ...{ scope: 'staff', params, answer: person },
    example: { params: { user: 'cem' } },
    run: (turn, { params, who, kit }) => deactivate(turn, jidOf(params.user, kit), who.name),
  }),
  endpoint('POST /staff/{user}/reactivate', {
    ...{ id: 'reactivateStaff', summary: 'Takes him on again, with a new password' },
    ...{ scope: 'staff', params, body: newPassword, answer: withPassword, secrets: ['password'] },
    example: { params: { user: 'cem' }, body: { password: 'a password of cem' } },
    async run(turn, { params, body, kit }) {
      const { sealed, told } = passwordOf(body.password, kit)
      return { ...(await reactivate(turn, jidOf(params.user, kit), sealed)), password: told }
    },
  }),
  endpoint('POST /staff/{user}/account', {
    ...{ id: 'keepAccount', summary: 'Brings the account in step again, also when that was given up' },
    ...{ scope: 'staff', params, answer: person },
    example: { params: { user: 'ann' } },
    run: (turn, { params, kit }) => keepAgain(turn, jidOf(params.user, kit)),
  }),
]

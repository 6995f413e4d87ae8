// Sessions of admins: signing in by password or by a one-time link, signing out, and what one signs in with.
import { type Static, Type } from 'typebox'
import { acceptLink, lookAtLink } from '../../desk/admin/admins.ts'
import {
  begin,
  beginTotp,
  currentSession,
  endOther,
  endTotp,
  type Place,
  type Session,
  sessionsOf,
  setPassword,
  showTotp,
  signIn,
  signOut,
} from '../../desk/admin/sign-in.ts'
import { newSecret } from '../admin-link.ts'
import { Problem } from '../error.ts'
import { hashPassword } from '../password.ts'
import { newTotpSecret, totpUri } from '../totp.ts'
import { hashOf } from './authorize.ts'
import { csrfOf } from './cookie.ts'
import { type Client, type Deed, type Endpoint, endpoint } from './endpoint.ts'
import { codeWasUsed, proveAccount, proveCode, provePassword, signedIn } from './prove.ts'
import * as are from './schemas.ts'

const session = Type.Object({
  admin: Type.Object({ id: are.number, name: Type.String(), totp: Type.Boolean() }),
  csrf: Type.String({ description: 'what X-CSRF-Token must be in every request that changes something' }),
  expiresAt: are.time,
})
type SessionView = Static<typeof session>

const name = are.line('a name', 100)
/** One that is typed again: of any length that there may ever have been. */
const known = Type.String({
  description: 'a password of 1 to 128 characters',
  minLength: 1,
  maxLength: 128,
  format: 'secret',
})
const code = Type.String({ description: 'the six digits that the app shows', pattern: '^[0-9]{6}$' })
const linkParams = Type.Object(
  {
    token: Type.String({
      description: 'what follows “invitation=” in a one-time link',
      pattern: '^[A-Za-z0-9_-]{1,100}$',
    }),
  },
  are.closed,
)
const linkExample = { token: 'k3yOfTheFirstLink-0000000000000000000000000' }

function view({ admin, expiresAt }: Session, secret: string): SessionView {
  const { id, name, totp } = admin
  return { admin: { id, name, totp }, csrf: csrfOf(secret), expiresAt }
}

/** A session that begins: its secret goes into the cookie. */
const begun = (session: Session, secret: string) => ({ ...view(session, secret), secret })

const placeOf = ({ address, agent, secret: before }: Client, secret: string): Place => ({
  ...{ address, agent, hash: hashOf(secret), before: before && hashOf(before) },
})

const deedAt =
  (target: (id: number) => string) =>
  ({ admin: { id, name } }: SessionView): Deed => ({ who: { id: `admin-${id}`, name }, target: target(id) })

const starts = { answer: session, status: 201, cookie: 'set', secrets: ['csrf', 'secret'] } as const

export const sessionEndpoints: readonly Endpoint[] = [
  endpoint('GET /session', {
    ...{ id: 'getSession', summary: 'Who is signed in', scope: 'session', answer: session, volatile: ['expiresAt'] },
    run: async (turn, { who, client }) => view(await currentSession(turn, signedIn(who)), client.secret ?? ''),
  }),
  endpoint('POST /session', {
    ...{
      id: 'signIn',
      summary: 'Signs an admin in, with a code where he has set that up',
      scope: 'anybody',
      ...starts,
    },
    body: Type.Object({ name, password: known, code: Type.Optional(code) }, are.closed),
    example: { body: { name: 'Zoë', password: 'a password of Zoë' } },
    deed: deedAt(() => '/session'),
    first: async ({ body, ...asked }, run) => ({ ...(await proveAccount(body, asked, run)), secret: newSecret() }),
    async run(turn, { client }, { account, step, secret }) {
      const session = await signIn(turn, account, step, placeOf(client, secret))
      if (!session) throw codeWasUsed()
      return begun(session, secret)
    },
  }),
  endpoint('DELETE /session', {
    ...{ id: 'signOut', summary: 'Signs out', scope: 'session', cookie: 'clear' },
    run: (turn, { who }) => signOut(turn, signedIn(who)),
  }),
  endpoint('GET /session/others', {
    ...{ id: 'listSessions', summary: 'Where he is signed in', scope: 'session' },
    answer: Type.Object({
      items: Type.Array(
        Type.Object({
          ...{ id: are.number, createdAt: are.time, lastSeenAt: are.time },
          ...{ address: Type.String(), agent: Type.String(), current: Type.Boolean() },
        }),
      ),
    }),
    async run(turn, { who }) {
      const items = await sessionsOf(turn, signedIn(who))
      return { items: items.map(({ admin: _, ...one }) => ({ ...one, current: one.id === who.session?.id })) }
    },
  }),
  endpoint('DELETE /session/others/{id}', {
    ...{ id: 'endSession', summary: 'Signs him out there', scope: 'session' },
    params: Type.Object({ id: are.number }, are.closed),
    example: { params: { id: 1 } },
    run: (turn, { who, params }) => endOther(turn, signedIn(who), params.id),
  }),
  endpoint('PUT /session/password', {
    ...{ id: 'changePassword', summary: 'Another password; he is signed out everywhere else', scope: 'session' },
    body: Type.Object({ password: known, newPassword: are.password }, are.closed),
    example: { body: { password: 'a password of Zoë', newPassword: 'another password of Zoë' } },
    async first({ who, body, client, kit }, run) {
      const { password } = await provePassword(who, body.password, client, kit, run)
      return { was: password, is: await hashPassword(body.newPassword) }
    },
    async run(turn, { who }, { was, is }) {
      if (!(await setPassword(turn, signedIn(who), was, is)))
        throw new Problem(409, 'Conflict', 'The password was changed meanwhile.', 'password')
    },
  }),
  endpoint('POST /session/totp', {
    ...{ id: 'showTotp', summary: 'A secret for an app that makes codes; none is asked for yet', scope: 'session' },
    ...{ answer: Type.Object({ secret: Type.String(), uri: Type.String() }), secrets: ['secret', 'uri'] },
    body: Type.Object({ password: known }, are.closed),
    example: { body: { password: 'another password of Zoë' } },
    first: ({ who, body, client, kit }, run) => provePassword(who, body.password, client, kit, run),
    async run(turn, { who, kit }, { name }) {
      const secret = newTotpSecret()
      await showTotp(turn, signedIn(who), kit.seal(secret))
      return { secret, uri: totpUri(secret, name, `Bellhop ${new URL(kit.publicUrl).host}`) }
    },
  }),
  endpoint('PUT /session/totp', {
    ...{ id: 'beginTotp', summary: 'With the first code: codes are asked for from now on', scope: 'session' },
    body: Type.Object({ code }, are.closed),
    example: { body: { code: '123456' } },
    first: ({ who, body, client, kit }, run) => proveCode(who, body.code, client, kit, run),
    run: (turn, { who }, { sealed, step }) => beginTotp(turn, signedIn(who), sealed, step),
  }),
  endpoint('DELETE /session/totp', {
    ...{ id: 'endTotp', summary: 'No code is asked for any more', scope: 'session' },
    body: Type.Object({ password: known }, are.closed),
    example: { body: { password: 'another password of Zoë' } },
    first: ({ who, body, client, kit }, run) => provePassword(who, body.password, client, kit, run),
    run: (turn, { who }) => endTotp(turn, signedIn(who)),
  }),
  endpoint('GET /invitations/{token}', {
    ...{ id: 'lookAtLink', summary: 'What a one-time link is for', scope: 'anybody', params: linkParams },
    answer: Type.Object({
      name: Type.String({ description: 'empty where it may be any' }),
      kind: Type.Enum(['first', 'new', 'reset']),
      expiresAt: are.time,
    }),
    example: { params: linkExample },
    run: (turn, { params }) => lookAtLink(turn, hashOf(params.token)),
  }),
  endpoint('POST /invitations/{token}', {
    ...{
      id: 'acceptLink',
      summary: 'Sets his password by a one-time link, and signs him in',
      scope: 'anybody',
      ...starts,
    },
    ...{ params: linkParams, body: Type.Object({ name, password: are.password }, are.closed) },
    example: { params: linkExample, body: { name: 'Yun 云', password: 'a password of Yun' } },
    // Not the path, which is what opens.
    deed: deedAt((id) => `/admins/${id}`),
    async first({ params, body }, run) {
      // Nobody has a password hashed without a link that counts.
      await run((turn) => lookAtLink(turn, hashOf(params.token)))
      return { password: await hashPassword(body.password), secret: newSecret() }
    },
    async run(turn, { params, body, client }, { password, secret }) {
      const admin = await acceptLink(turn, hashOf(params.token), body.name, password)
      return begun(await begin(turn, admin, placeOf(client, secret)), secret)
    },
  }),
]

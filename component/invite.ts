// One-time links into the admin page, for whoever runs the desk: at its start while nobody can sign in, and by command.
import type { Run } from './bellhop.ts'
import { invite, inviteAnybody, inviteFirst } from './desk/admin/admins.ts'
import type { Turn } from './desk/turn.ts'
import { linkOf, newSecret } from './http/admin-link.ts'
import { hashOf } from './http/api/authorize.ts'

export interface AdminLink {
  link: string
  expiresAt: string
}

/** A fresh link while no admin can sign in, and the only one that counts; undefined when somebody can. */
export async function firstLink(run: Run, publicUrl: string): Promise<AdminLink | undefined> {
  return made(run, publicUrl, inviteFirst)
}

/** A link for the admin of this name, new or not, or without a name for a new one of any; also when all forgot their passwords. */
export async function adminLink(run: Run, publicUrl: string, name?: string): Promise<AdminLink> {
  const work = (turn: Turn, hash: string) =>
    name === undefined ? inviteAnybody(turn, hash) : invite(turn, name, hash).then(({ expiresAt }) => expiresAt)
  return (await made(run, publicUrl, work)) as AdminLink
}

async function made(
  run: Run,
  publicUrl: string,
  work: (turn: Turn, hash: string) => Promise<string | undefined>,
): Promise<AdminLink | undefined> {
  const secret = newSecret()
  const expiresAt = await run((turn) => work(turn, hashOf(secret)))
  return expiresAt === undefined ? undefined : { link: linkOf(publicUrl, secret), expiresAt }
}

// Whether somebody knows what he must: name, password and code. All of it before the turn, since hashing takes long.
import { type Account, accountOf, type SignedIn, totpNone } from '../../desk/admin/sign-in.ts'
import type { Caller } from '../../desk/admin/tokens.ts'
import { adminKey } from '../../model/admin.ts'
import { Problem } from '../error.ts'
import { networkOf } from '../limit.ts'
import { isPassword } from '../password.ts'
import { stepOf } from '../totp.ts'
import type { Client, Kit, Run } from './endpoint.ts'

export interface Proof {
  account: Account
  /** Of the code, if one was needed. */
  step: number | undefined
}

interface Given {
  name: string
  password: string
  code?: string
}

/** Refuses without saying whether there is such a name; that a code is needed is told only after the right password. */
export async function proveAccount(
  given: Given,
  { client, kit }: { client: Client; kit: Kit },
  run: Run,
): Promise<Proof> {
  const account = await run((turn) => accountOf(turn, given.name))
  const network = networkOf(client.address)
  const isKnown = account?.addresses.some((address) => networkOf(address) === network) ?? false
  const right = kit.attempts.signIn(network, adminKey(given.name), isKnown)
  const isRight = await isPassword(given.password, account?.password)
  if (!account || !isRight) {
    kit.attempts.failed('password', client.address, account?.id)
    throw new Problem(401, 'Unauthorized', 'The name or the password is wrong.', 'password')
  }
  const step =
    account.totp === null || given.code === undefined
      ? undefined
      : stepOf(kit.open(account.totp), given.code, account.now)
  if (account.totp !== null && step === undefined) {
    if (given.code === undefined) right()
    else kit.attempts.failed('code', client.address, account.id)
    throw codeProblem(given.code === undefined ? 'A code from your app is needed.' : 'This code is wrong.')
  }
  right()
  return { account, step }
}

const codeProblem = (detail: string) => new Problem(401, 'Unauthorized', detail, 'code')

/** The same code twice, or a password that was changed meanwhile. */
export const codeWasUsed = () => codeProblem('This code was used already; wait for the next one.')

/** What a caller with a session is; the door lets nobody else in where this is asked. */
export function signedIn(who: Caller): SignedIn {
  if (who.session === undefined) throw new Error('this is for a session only')
  return who as SignedIn
}

/** The account of who is signed in, once he has given his password again. */
export async function provePassword(
  who: Caller,
  password: string,
  client: Client,
  kit: Kit,
  run: Run,
): Promise<Account> {
  const account = await own(who, run)
  const right = kit.attempts.confirm(account.id)
  if (!(await isPassword(password, account.password))) {
    kit.attempts.failed('password', client.address, account.id)
    throw new Problem(403, 'Forbidden', 'The password is wrong.', 'password')
  }
  right()
  return account
}

/** The secret that waits for its first code, and the step of that code. */
export async function proveCode(
  who: Caller,
  code: string,
  client: Client,
  kit: Kit,
  run: Run,
): Promise<{ sealed: string; step: number }> {
  const account = await own(who, run)
  if (account.totpNext === null) throw totpNone()
  const right = kit.attempts.confirm(account.id)
  const step = stepOf(kit.open(account.totpNext), code, account.now)
  if (step === undefined) {
    kit.attempts.failed('code', client.address, account.id)
    throw new Problem(403, 'Forbidden', 'This code is wrong; is the clock of your phone right?', 'code')
  }
  right()
  return { sealed: account.totpNext, step }
}

async function own(who: Caller, run: Run): Promise<Account> {
  const account = await run((turn) => accountOf(turn, signedIn(who)))
  if (!account) throw new Problem(401, 'Unauthorized', 'This session has ended; sign in again.')
  return account
}

// The staff's accounts and contacts on IM server 2, kept through ejabberd's API.
import { randomBytes } from 'node:crypto'
import { type EjabberdApi, EjabberdApiError } from '../ejabberd/api.ts'
import { domainOf, localOf } from './model/address.ts'
import type { ContactNotice } from './model/notice.ts'

/** Accounts, each with the desk in its roster, so that any client shows it and reports presence to it. Safe to repeat. */
export async function makeAccounts(
  api: EjabberdApi,
  people: readonly { jid: string; name: string; password: string }[],
  desk: string,
): Promise<void> {
  for (const { jid, name, password } of people) {
    const [user, host] = [localOf(jid), domainOf(jid)]
    await api.register(user, host, password)
    await api.setVcardName(user, host, name)
    await api.addRosterItem({ user, host, jid: desk, name: 'Bellhop', group: 'Desk' })
  }
}

/** Puts a conversation's contact into a roster, or takes it out; `final: true` on an error that will stay. */
export async function putContact(api: EjabberdApi, { to, contact, name }: ContactNotice, desk: string): Promise<void> {
  const item = { user: localOf(to), host: domainOf(to), jid: `${contact}@${desk}` }
  try {
    if (name === null) await api.deleteRosterItem(item)
    else await api.addRosterItem({ ...item, name, group: contact.startsWith('issue-') ? 'Issues' : 'Conversations' })
  } catch (error) {
    throw marked(error)
  }
}

/** Refused for what it is, not for want of an answer or of rights: the same would be refused again. */
export function marked(error: unknown): unknown {
  const isRefusal =
    error instanceof EjabberdApiError && (error.code === 1 || error.status === 400 || error.status === 404)
  return isRefusal ? Object.assign(error, { final: true }) : error
}

export interface WantedAccount {
  jid: string
  name: string
  wanted: 'open' | 'shut'
  /** The password it is to have; undefined: the one it has. */
  password: string | undefined
}

/**
 * Brings an account to how it is to be. Safe to repeat, also after any step of it failed. Whoever was logged in with an
 * earlier password, or to an account that is shut, is put out.
 */
export async function bringAccount(api: EjabberdApi, account: WantedAccount, desk: string): Promise<void> {
  const { jid, name, wanted } = account
  const [user, host] = [localOf(jid), domainOf(jid)]
  // What nobody knows opens nothing.
  const nobodys = randomBytes(32).toString('base64url')
  const password = wanted === 'shut' ? nobodys : account.password
  try {
    await api.register(user, host, password ?? nobodys)
    if (password !== undefined) {
      await api.changePassword(user, host, password)
      await api.kick(jid)
    }
    if (wanted === 'shut') return
    await api.setVcardName(user, host, name)
    await api.addRosterItem({ user, host, jid: desk, name: 'Bellhop', group: 'Desk' })
  } catch (error) {
    throw marked(error)
  }
}

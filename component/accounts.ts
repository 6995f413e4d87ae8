// The staff's accounts and contacts on IM server 2, kept through ejabberd's API.
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
    else await api.addRosterItem({ ...item, name, group: 'Conversations' })
  } catch (error) {
    // Refused for what it is, not for want of an answer or of rights: the same would be refused again.
    if (error instanceof EjabberdApiError && (error.code === 1 || error.status === 400 || error.status === 404)) {
      throw Object.assign(error, { final: true })
    }
    throw error
  }
}

// ejabberd's HTTP API (mod_http_api), as far as the desk needs it: accounts, rosters, sessions.
// Safe to repeat: what is already so counts as done.
import { request } from 'node:http'
import { inXml } from '../component/model/xml.ts'

export interface SessionInfo {
  /** The full JID. */
  jid: string
  priority: number
  /** available, chat, away, xa or dnd; a session that has sent no presence is unavailable. */
  show: string
}

export interface EjabberdApi {
  register(user: string, host: string, password: string): Promise<void>
  unregister(user: string, host: string): Promise<void>
  changePassword(user: string, host: string, password: string): Promise<void>
  addRosterItem(item: { user: string; host: string; jid: string; name: string; group: string }): Promise<void>
  deleteRosterItem(item: { user: string; host: string; jid: string }): Promise<void>
  sessions(): Promise<SessionInfo[]>
  kick(jid: string): Promise<void>
  setVcardName(user: string, host: string, name: string): Promise<void>
  /** All that is archived of somebody. */
  removeArchive(user: string, host: string): Promise<void>
  /** What is archived of somebody with one other. */
  removeArchiveWith(user: string, host: string, other: string): Promise<void>
  ping(): Promise<void>
  /** Of the server that answers, such as 23.01. */
  version(): Promise<string>
  /** Writes accounts, rosters and what else is not in SQLite, all as at one moment, to a file where ejabberd may write. */
  backup(file: string): Promise<void>
}

/** status is the HTTP status, 0 when no answer came; code is ejabberd's own number. */
export class EjabberdApiError extends Error {
  override name = 'EjabberdApiError'
  readonly status: number
  readonly code: number
  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

const exists = 10090

/** Speaks to one server; `url` ends with /api, `user` is the account's whole JID. No answer within five seconds is an error. */
export function ejabberdApi({ url, user, password }: { url: string; user: string; password: string }): EjabberdApi {
  // From 24.12 on, the options of mod_http_api are read for the virtual host in this header (which fetch would not send).
  const host = splitOnce(user, '@')[1] ?? ''
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`
  // From version 1 of the command on, add_rosteritem takes a list of groups; which one the server speaks, we learn.
  let groupsAreLists = false

  async function call(command: string, body: object): Promise<unknown> {
    const { status, text } = await post(
      `${url}/${command}`,
      { authorization, host },
      JSON.stringify(body, carried),
    ).catch((error) => {
      throw new EjabberdApiError(0, 0, `ejabberd’s API did not answer ${command}: ${(error as Error).message}`)
    })
    const answer = parse(text)
    if (status === 200) return answer
    const { code, message } = (answer ?? {}) as { code?: number; message?: string }
    throw new EjabberdApiError(status, code ?? 0, `${command}: ${message ?? (text || status)}`)
  }

  /** These commands answer 200 with 1 when they could not do it. */
  async function done(command: string, body: object): Promise<void> {
    const answer = await call(command, body)
    if (answer === 1) throw new EjabberdApiError(200, 1, `${command}: refused by ejabberd`)
  }

  const addRosterItem: EjabberdApi['addRosterItem'] = async ({ user, host, jid, name, group }) => {
    const [localuser, localhost] = [user, host]
    const item = { localuser, localhost, ...parts(jid), nick: name, subs: 'both' }
    const add = () => done('add_rosteritem', { ...item, ...(groupsAreLists ? { groups: [group] } : { group }) })
    try {
      await add()
    } catch (error) {
      if (!(error instanceof EjabberdApiError) || error.status !== 400) throw error
      groupsAreLists = !groupsAreLists
      await add()
    }
  }

  return {
    addRosterItem,
    async register(user, host, password) {
      try {
        await call('register', { user, host, password })
      } catch (error) {
        if (!(error instanceof EjabberdApiError) || error.code !== exists) throw error
      }
    },
    async unregister(user, host) {
      await call('unregister', { user, host })
    },
    async changePassword(user, host, newpass) {
      await done('change_password', { user, host, newpass })
    },
    async deleteRosterItem({ user, host, jid }) {
      await done('delete_rosteritem', { localuser: user, localhost: host, ...parts(jid) })
    },
    async sessions() {
      const list = (await call('connected_users_info', {})) as { jid: string; priority: number; status: string }[]
      return list.map(({ jid, priority, status }) => ({ jid, priority, show: status }))
    },
    async kick(jid) {
      const [bare = '', resource] = splitOnce(jid, '/')
      const [user = '', host] = splitOnce(bare, '@')
      if (resource === undefined) await call('kick_user', { user, host })
      else await call('kick_session', { user, host, resource, reason: 'Ended by the desk' })
    },
    async setVcardName(user, host, content) {
      await done('set_vcard', { user, host, name: 'FN', content })
    },
    async removeArchive(user, host) {
      await call('remove_mam_for_user', { user, host })
    },
    async removeArchiveWith(user, host, other) {
      await call('remove_mam_for_user_with_peer', { user, host, with: other })
    },
    async ping() {
      await call('status', {})
    },
    async version() {
      return /ejabberd (\d[\w.]*)/.exec(String(await call('status', {})))?.[1] ?? 'unknown'
    },
    async backup(file) {
      await done('backup', { file })
    },
  }
}

/** What is put into a roster or a vCard is sent as XML from there. */
const carried = (_: string, value: unknown): unknown => (typeof value === 'string' ? inXml(value) : value)

function parts(jid: string): { user: string; host: string } {
  const [first = '', host] = splitOnce(jid, '@')
  return host === undefined ? { user: '', host: first } : { user: first, host }
}

function splitOnce(text: string, at: string): [string, string | undefined] {
  const index = text.indexOf(at)
  return index < 0 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)]
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // a proxy's page, or nothing: the status says what happened
  }
}

function post(url: string, headers: Record<string, string>, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const length = String(Buffer.byteLength(body))
    const options = {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', 'content-length': length },
      signal: AbortSignal.timeout(5000),
    }
    const sent = request(url, options, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', reject)
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

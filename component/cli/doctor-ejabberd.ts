// Checks of ejabberd: its API, what it lets log in with what, our module, archives, WebSocket, uploads. What only a visitor
// can see is looked at by one that nobody has heard of, who says nothing to anybody.
import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { findEjabberd } from '../../ejabberd/find.ts'
import { accepts, findRunning } from '../../ejabberd/server.ts'
import { hasSqlite } from '../../ejabberd/sqlite.ts'
import type { Config } from '../config.ts'
import type { Check, Finding } from './doctor.ts'
import { apiOf, secretsOf } from './ejabberd.ts'
import { ok, unknown, warning, wrong } from './finding.ts'
import { pinSqlite } from './snapshot.ts'
import { openProbe, type Probe } from './xmpp-probe.ts'

const reachable = ({ bind }: Config): string =>
  bind === '0.0.0.0' ? '127.0.0.1' : bind === '::' ? '[::1]' : bind.includes(':') ? `[${bind}]` : bind

/** Its WebSocket on this machine, whatever is in front of it. */
const localSocket = (config: Config): string => `ws://${reachable(config)}:${config.ports.ws}/ws`

/** Nothing can be said of an ejabberd that does not run. */
function whenUp(name: string, look: (config: Config) => Promise<Finding>): Check {
  return {
    name,
    async run({ config }) {
      const isUp = await accepts(config.ports.api, '127.0.0.1')
      if (isUp) return look(config)
      const pid = findRunning(config.data)
      if (pid === undefined) return unknown('ejabberd does not run')
      return wrong(
        `ejabberd (process ${pid}) runs, but not on BELLHOP_API_PORT=${config.ports.api}`,
        'use the settings it was started with',
      )
    },
  }
}

const server = whenUp('ejabberd', async (config) => {
  try {
    return ok(`version ${await apiOf(config).version()}`)
  } catch (error) {
    return wrong(
      (error as Error).message,
      'is BELLHOP_API_PORT ejabberd’s API, and secrets.json the one it was started with?',
    )
  }
})

const mechanismsOf = async (config: Config, domain: string): Promise<string[]> => {
  const probe = await openProbe(localSocket(config), domain)
  probe.close()
  return probe.mechanisms
}

const agentLogins = whenUp('logins of agents', async (config) => {
  const offered = await mechanismsOf(config, config.domains.agents)
  const others = offered.filter((each) => !each.startsWith('SCRAM-'))
  if (offered.length > 0 && others.length === 0) return ok(offered.join(', '))
  return wrong(
    `ejabberd offers ${offered.join(', ') || 'nothing'}, not SCRAM alone`,
    `disable_sasl_mechanisms: [PLAIN, X-OAUTH2] on ${config.domains.agents}: with PLAIN, one account may log in as another`,
  )
})

const visitorLogins = whenUp('logins of visitors', async (config) => {
  const offered = await mechanismsOf(config, config.domains.visitors)
  if (offered.join() === 'PLAIN') return ok('PLAIN, for passwords that the desk has signed')
  return wrong(
    `ejabberd offers ${offered.join(', ') || 'nothing'}, not PLAIN alone`,
    `auth_method: [jwt] and disable_sasl_mechanisms: [X-OAUTH2, ANONYMOUS] on ${config.domains.visitors}`,
  )
})

/** A visitor for a moment: the desk never hears of one who sends it nothing. */
async function asVisitor<T>(config: Config, look: (probe: Probe, jid: string) => Promise<T>): Promise<T> {
  const user = `doctor-${randomBytes(9).toString('hex')}`
  const jid = `${user}@${config.domains.visitors}`
  const key = Buffer.from(secretsOf(config).jwtKey, 'base64url')
  const password = await new SignJWT({ jid })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setExpirationTime('30s')
    .sign(key)
  const probe = await openProbe(localSocket(config), config.domains.visitors)
  try {
    await probe.logIn(user, password)
    return await look(probe, jid)
  } finally {
    probe.close()
  }
}

const guard = whenUp('guard', (config) =>
  asVisitor(config, async (probe) => {
    // To an account that there is not: without the guard the answer is another one, and nobody is disturbed either way.
    const to = `doctor-nobody@${config.domains.agents}`
    const answer = await probe.ask(
      `<iq xmlns='jabber:client' type='get' id='probe' to='${to}'><ping xmlns='urn:xmpp:ping'/></iq>`,
    )
    if (answer.getChild('error')?.getChild('forbidden')) return ok('visitors reach the desk and nobody else')
    return wrong(
      'a visitor can write to agents',
      'mod_bellhop is not loaded on the visitors host: take the lines of ejabberd.yml as they are',
    )
  }),
)

const itsClock = whenUp('clock of ejabberd', (config) =>
  asVisitor(config, async (probe) => {
    const asked = Date.now()
    const answer = await probe.ask(
      `<iq xmlns='jabber:client' type='get' id='probe' to='${config.domains.visitors}'><time xmlns='urn:xmpp:time'/></iq>`,
    )
    const utc = answer.getChild('time')?.getChildText('utc')
    if (!utc) return unknown('it does not tell the time; load mod_time on the visitors host, as in ejabberd.yml')
    const skew = Math.round((Date.parse(utc) - asked) / 1000)
    if (Math.abs(skew) <= 10) return ok('as ours')
    return warning(`it is ${skew} s off ours`, 'let NTP keep both clocks right: visitors’ passwords end by it')
  }),
)

const archives = whenUp('archives', async (config) => {
  await asVisitor(config, async (probe) => {
    const answer = await probe.ask(
      `<iq xmlns='jabber:client' type='set' id='probe'><query xmlns='urn:xmpp:mam:2'/></iq>`,
    )
    if (answer.attrs.type !== 'result') throw new Error(`ejabberd cannot read its archive: ${answer.getChild('error')}`)
  })
  const ours = findEjabberd()
  if (config.ejabberd === 'managed' && ours && !(await hasSqlite(ours))) {
    return warning(
      'they are kept in Mnesia, and get slow beyond some thousand messages',
      'apt-get install erlang-p1-sqlite3, and restart',
    )
  }
  const files = ['visitors', 'agents'].map((host) => join(config.data, 'ejabberd', `messages-${host}.sqlite`))
  for (const file of files) {
    if (await stat(file).catch(() => undefined)) await (await pinSqlite(file)).close()
  }
  return ok('they can be read')
})

const websocket = whenUp('websocket', async (config) => {
  const [origin = new URL(config.publicUrl).origin] = config.origins === 'any' ? [] : config.origins
  try {
    const probe = await openProbe(config.websocketUrl, config.domains.visitors, origin)
    probe.close()
    return ok(`${config.websocketUrl} leads to ejabberd`)
  } catch (error) {
    return wrong(
      `${config.websocketUrl} does not lead to ejabberd: ${(error as Error).message}`,
      'look at BELLHOP_WEBSOCKET_URL, and whether the proxy passes WebSockets on',
    )
  }
})

const uploads = whenUp('uploads', (config) =>
  asVisitor(config, async (probe) => {
    const to = `upload.${config.domains.visitors}`
    const request = `<request xmlns='urn:xmpp:http:upload:0' filename='doctor.txt' size='1'/>`
    const answer = await probe.ask(`<iq xmlns='jabber:client' type='get' id='probe' to='${to}'>${request}</iq>`)
    const url = answer.getChild('slot')?.getChild('put')?.attrs.url as string | undefined
    if (url === undefined)
      return wrong(
        'ejabberd gives no place for a file',
        'mod_http_upload must be loaded on the visitors host, as in ejabberd.yml',
      )
    const mend = 'the proxy must pass /upload/ on to ejabberd, with OPTIONS and PUT'
    const headers = { Origin: 'https://doctor.invalid', 'Access-Control-Request-Method': 'PUT' }
    const { status, headers: got } = await fetch(url, {
      method: 'OPTIONS',
      headers,
      signal: AbortSignal.timeout(8_000),
    })
    if (status >= 300) return wrong(`${new URL(url).origin}/upload answers ${status}`, mend)
    if (got.get('access-control-allow-origin') === '*') return ok('visitors can send files from any page')
    return wrong('browsers may not send files: there are no CORS headers', mend)
  }),
)

export const ejabberdChecks: readonly Check[] = [
  server,
  agentLogins,
  visitorLogins,
  guard,
  itsClock,
  archives,
  websocket,
  uploads,
]

// Checks of the desk: database, migrations, the desk itself, where browsers find it, who may use it, mail.
import { stat } from 'node:fs/promises'
import { holderOf } from '../../ejabberd/lock.ts'
import type { Config } from '../config.ts'
import { signLink } from '../http/link.ts'
import { openPost } from '../mail.ts'
import { linkKeyOf } from '../secrets.ts'
import { type Database, lockTurns, migrationsOf, openDatabase } from '../store/database.ts'
import type { Check, Finding } from './doctor.ts'
import { secretsOf } from './ejabberd.ts'
import { ok, unknown, warning, wrong } from './finding.ts'
import { sqliteFile } from './snapshot.ts'

/** With the database open; without one, there is nothing to say. */
async function inDatabase({ database }: Config, look: (db: Database) => Promise<Finding>): Promise<Finding> {
  if (database.startsWith('sqlite:') && !(await stat(sqliteFile(database)).catch(() => undefined)))
    return unknown('there is none yet; the first start makes it')
  const db = openDatabase(database, 'bellhop doctor')
  // What fails is in the finding; knex would print it as well, with its stack.
  Object.assign(db.client.logger, { warn: () => undefined })
  return look(db).finally(() => db.destroy())
}

const database: Check = {
  name: 'database',
  run: ({ config }) =>
    inDatabase(config, async (db) => {
      const isSqlite = config.database.startsWith('sqlite:')
      try {
        // Waits its turn as the desk does, and changes nothing.
        await db.transaction(lockTurns)
        const skew = isSqlite ? 0 : await skewOf(db)
        if (Math.abs(skew) > 10)
          return warning(`the clock of PostgreSQL is ${skew} s off ours`, 'let NTP keep both clocks right')
        return ok(
          isSqlite ? `SQLite in ${sqliteFile(config.database)}` : `PostgreSQL at ${new URL(config.database).host}`,
        )
      } catch (error) {
        const mend = isSqlite
          ? 'the file and its folder must be writable by this user'
          : 'look at BELLHOP_DATABASE, and whether PostgreSQL runs'
        return wrong(`it cannot be written: ${(error as Error).message}`, mend)
      }
    }),
}

/** Seconds by which its clock is ahead of ours. */
async function skewOf(db: Database): Promise<number> {
  const { rows } = (await db.raw('SELECT extract(epoch FROM clock_timestamp()) AS now')) as { rows: [{ now: string }] }
  return Math.round(Number(rows[0].now) - Date.now() / 1000)
}

const migrations: Check = {
  name: 'migrations',
  run: ({ config }) =>
    inDatabase(config, async (db) => {
      const all = await migrationsOf(db).catch(() => undefined)
      if (!all) return unknown('the database cannot be read')
      const newer = all.filter(({ isKnown }) => !isKnown)
      const missing = all.filter(({ at }) => at === undefined)
      if (newer.length > 0) return wrong(`it is that of a newer Bellhop, which did ${newer[0]?.name}`, 'use that one')
      if (missing.length > 0)
        return warning(`${missing.length} have not run yet`, 'they run at the next start, or with bellhop migrate')
      return ok(`all ${all.length} have run`)
    }),
}

/** Its web port, on the address it listens on. */
function localUrl({ bind, ports }: Config): string {
  const host = bind === '0.0.0.0' ? '127.0.0.1' : bind === '::' ? '[::1]' : bind.includes(':') ? `[${bind}]` : bind
  return `http://${host}:${ports.http}`
}

const patience = () => ({ signal: AbortSignal.timeout(8_000), redirect: 'manual' as const })

/** Whether something answers at all on the desk’s own web port; else there is nothing to be said of what is in front of it. */
const isUp = (config: Config): Promise<boolean> =>
  fetch(`${localUrl(config)}/healthz`, patience()).then(
    () => true,
    () => false,
  )

const desk: Check = {
  name: 'desk',
  async run({ config }) {
    const answer = await fetch(`${localUrl(config)}/healthz`, patience()).catch(() => undefined)
    const pid = holderOf(config.data)
    if (!answer && pid === undefined) return unknown('it does not run; npm start starts it')
    if (!answer)
      return wrong(
        `process ${pid} runs, but does not answer at ${localUrl(config)}`,
        'look at what it wrote last; is BELLHOP_HTTP_PORT the one it was started with?',
      )
    const health = (await answer.json().catch(() => undefined)) as { online?: boolean } | undefined
    if (health?.online === true) return ok('it runs, and is connected to ejabberd')
    if (health?.online === false)
      return wrong(
        'it runs, but is not connected to ejabberd',
        'is BELLHOP_COMPONENT_PORT ejabberd’s, and the password the one in secrets.json?',
      )
    return wrong(`something else answers at ${localUrl(config)}`, 'set BELLHOP_HTTP_PORT to a free port')
  },
}

const publicUrl: Check = {
  name: 'public address',
  async run({ config }) {
    if (!(await isUp(config))) return unknown('the desk does not run')
    const mend = 'look at BELLHOP_PUBLIC_URL, DNS, and the proxy in front of the desk'
    // A link that this desk signed, and that has run out: any other would say that it is not one of its own.
    const link = { visitor: 0, queue: 'doctor' }
    const token = await signLink(linkKeyOf(secretsOf(config)), link, new Date(0), new Date(1000))
    const answer = await fetch(`${config.publicUrl}/back?t=${token}`, patience()).catch((error: Error) => error)
    if (answer instanceof Error) return wrong(`${config.publicUrl} does not answer: ${reason(answer)}`, mend)
    if (answer.status !== 410) return wrong(`at ${config.publicUrl} something else answers (${answer.status})`, mend)
    const skew = Math.round((Date.parse(answer.headers.get('date') ?? '') - Date.now()) / 1000)
    if (Math.abs(skew) > 30) return warning(`the clock there is ${skew} s off ours`, 'let NTP keep both clocks right')
    return ok(`${config.publicUrl} leads to this desk`)
  },
}

const origins: Check = {
  name: 'origins',
  async run({ config }) {
    if (!(await isUp(config))) return unknown('the desk does not run')
    const allowed = async (origin: string) => {
      const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' }
      const answer = await fetch(`${config.publicUrl}/widget/session`, { method: 'OPTIONS', headers, ...patience() })
      return [origin, '*'].includes(answer.headers.get('access-control-allow-origin') ?? '')
    }
    const foreign = await allowed('https://doctor.invalid').catch(() => undefined)
    if (foreign === undefined) return unknown('the public address does not answer')
    if (config.origins === 'any')
      return foreign
        ? ok('any page may use the widget')
        : wrong('pages may not use the widget, though BELLHOP_ORIGINS says any', restart)
    if (foreign) return wrong('a page that BELLHOP_ORIGINS does not name may use the widget', restart)
    for (const origin of config.origins)
      if (!(await allowed(origin))) return wrong(`${origin} may not use the widget`, restart)
    if (config.origins.length === 0)
      return warning('no page but the desk’s own may use the widget', 'name your site’s origin in BELLHOP_ORIGINS')
    return ok(`${config.origins.join(', ')} and no other`)
  },
}

const restart =
  'the desk runs with other settings than these, or the proxy answers for it: restart it, look at the proxy'

const mail: Check = {
  name: 'mail',
  async run({ config }) {
    if (!config.mail) return ok('none is sent, as BELLHOP_SMTP_URL is not set')
    const { host, port } = config.mail
    try {
      await openPost(config.mail, config.domains.desk).check()
      return ok(`${host}:${port} answers, and lets us in`)
    } catch (error) {
      return wrong(
        `${host}:${port}: ${(error as Error).message}`,
        'look at BELLHOP_SMTP_URL: host, port, user and password',
      )
    }
  },
}

/** fetch says only that it failed, and why in its cause. */
const reason = (error: Error): string => (error.cause instanceof Error ? error.cause.message : error.message)

export const deskChecks: readonly Check[] = [database, migrations, desk, publicUrl, origins, mail]

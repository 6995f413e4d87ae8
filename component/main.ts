// The desk as a process: settings and secrets in, people on the desk, doors open, stopped by a signal.
import { join } from 'node:path'
import { EjabberdApiError, ejabberdApi } from '../ejabberd/api.ts'
import { apiUser } from '../ejabberd/configure.ts'
import { bringAccount, makeAccounts, putContact } from './accounts.ts'
import { openBellhop, type Run } from './bellhop.ts'
import { ConfigError, readConfig } from './config.ts'
import { demoAccounts, fillDesk, isEmpty } from './demo.ts'
import type { Letter } from './desk/mail.ts'
import { eraseOutside } from './erasure.ts'
import { makeLink } from './http/link.ts'
import { openHttp } from './http/server.ts'
import { firstLink } from './invite.ts'
import { openLog } from './log.ts'
import { openPost } from './mail.ts'
import { openSeal } from './seal.ts'
import { linkKeyOf, loadSecrets } from './secrets.ts'
import { NewerDatabase } from './store/database.ts'

async function main(): Promise<void> {
  // Whoever started us is gone before we are up: another desk may be started in our place.
  const end = () => process.exit(1)
  process.on('disconnect', end)
  if (process.connected === false) end()
  const config = readConfig(process.env)
  const secrets = loadSecrets(config.data)
  const { domains } = config
  const log = openLog(config.logLevel)

  // IM server 2 keeps the accounts; the demo people get theirs on the first start.
  const api = ejabberdApi({
    url: `http://127.0.0.1:${config.ports.api}/api`,
    user: `${apiUser}@${domains.agents}`,
    password: secrets.apiPassword,
  })
  const demo = config.demo ? demoAccounts(domains.agents, secrets.demoPasswords) : undefined
  const prepare = async (run: Run) => {
    if (!demo || !(await run(isEmpty))) return
    await until(() => makeAccounts(api, demo, domains.desk))
    await run((turn) => fillDesk(turn, demo))
  }

  // Links in mails are signed with a key of their own.
  const linkKey = linkKeyOf(secrets)
  const post = config.mail && openPost(config.mail, domains.desk)
  const mail =
    post && (async (letter: Letter) => post.send(letter, await makeLink(linkKey, config.publicUrl, letter, new Date())))

  const sealing = openSeal(secrets.jwtKey)
  const bellhop = await openBellhop({
    database: config.database,
    domains,
    service: `xmpp://127.0.0.1:${config.ports.component}`,
    password: secrets.componentPassword,
    graceSeconds: config.graceSeconds,
    contact: (notice) => putContact(api, notice, domains.desk),
    account: ({ sealed, ...work }) =>
      bringAccount(api, { ...work, password: sealed === null ? undefined : sealing.open(sealed) }, domains.desk),
    erase: (work) => eraseOutside({ api, desk: domains.desk, uploads: join(config.data, 'upload') }, work),
    mail,
    prepare,
    random: Math.random,
    clock: () => new Date(),
    log,
  })
  const http = await openHttp({
    config,
    jwtKey: secrets.jwtKey,
    linkKey,
    run: bellhop.run,
    online: bellhop.isOnline,
    log,
    api: { adminToken: secrets.adminToken, sealing, reserved: [apiUser], look: bellhop.look },
  })

  let stopping = false
  async function stop(): Promise<void> {
    if (stopping) return
    stopping = true
    await http.stop()
    await bellhop.stop()
    log.info('stopped')
    process.exit(0)
  }
  process.off('disconnect', end)
  for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.on(signal, () => void stop())
  // Told to whoever started the desk, and written nowhere.
  const firstAdmin = await firstLink(bellhop.run, config.publicUrl)
  process.send?.({ type: 'ready', demo: demo && { agents: demo }, firstAdmin })
  log.info('ready', { url: config.publicUrl })
}

/** Again and again for a minute, for ejabberd may still be on its way up. */
async function until(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (attempt === 60 || !(error instanceof EjabberdApiError)) throw error
      await new Promise((resolve) => setTimeout(resolve, Math.min(100 * attempt, 1000)))
    }
  }
}

main().catch((error: unknown) => {
  const wrong = error instanceof ConfigError || error instanceof NewerDatabase
  const plain = wrong || error instanceof EjabberdApiError
  process.stderr.write(`${plain ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exit(wrong ? 2 : 1)
})

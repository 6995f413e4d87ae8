// `npm start`: installs what is missing, builds what has changed, then starts ejabberd and the desk and keeps them running.
// Uses Node's own modules only, since it runs before node_modules exists. `npm start -- --help` lists the settings.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureBuilt, ensureEjabberd, ensurePackages, root, whileAlone } from './ejabberd/prepare.mjs'

const began = Date.now()
const seconds = () => `${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s`
const say = (line) => console.log(`${seconds()}  ${line}`)
const help = process.argv.slice(2).some((argument) => ['--help', '-h', 'help'].includes(argument))

/** Ends with a sentence for the person at the keyboard: 2 when a setting or the machine is to blame, 1 for a bug. */
function refuse(error) {
  const plain = ['ConfigError', 'StartRefused', 'NotReady'].includes(error?.name)
  console.error(`\n${plain ? error.message : (error?.stack ?? error)}`)
  process.exit(plain ? 2 : 1)
}

const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 17)) {
  refuse({ name: 'NotReady', message: `Bellhop needs Node 20.17 or later; this is ${process.versions.node}.` })
}
// A closed terminal or a pipe that nobody reads any more must not end the servers.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)

const built = (path) => import(pathToFileURL(join(root, 'dist', path)).href)

async function main() {
  // A wrong setting is told before a minute is spent on installing, whenever there is something that can read it.
  if (!help && existsSync(join(root, 'dist/component/config.js')))
    (await built('component/config.js')).readConfig(process.env)
  await whileAlone(say, async () => {
    const external = process.env.BELLHOP_EJABBERD?.trim() === 'external'
    await Promise.all([ensurePackages(say), external || help ? undefined : ensureEjabberd(say)])
    await ensureBuilt(say)
  })
  const { readConfig, settings, unknownSettings } = await built('component/config.js')
  if (help) return explain(settings)
  const config = readConfig(process.env)
  for (const name of unknownSettings(process.env))
    say(`note: ${name} is not a setting of Bellhop (npm start -- --help)`)
  const { supervise } = await built('ejabberd/supervise.js')

  // All that is written from here on is the owner's alone: database, secrets, archives, logs.
  process.umask(0o077)
  let supervised
  let leaving = false
  const leave = async (code) => {
    if (leaving) process.exit(130) // asked twice: ejabberd and the desk notice that we are gone, and stop
    leaving = true
    say('stopping')
    await supervised?.stop()
    say('stopped')
    process.exit(code)
  }
  let first
  let isReported = false
  const firstAdmin = ({ link }) => {
    first = link
    // The desk was started again, and only its newest link counts.
    if (isReported) say(`the first admin’s link is now ${link}`)
  }
  const starting = supervise(config, { env: process.env, log: say, firstAdmin })
  const askedToLeave = () => {
    // While things are still coming up, they are stopped as soon as they are up.
    if (supervised) leave(0)
    else if (leaving) process.exit(130)
    else leaving = true
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, askedToLeave)
  whenNpmDies(askedToLeave)
  supervised = await starting
  if (leaving) {
    leaving = false
    await leave(0)
  }
  report(supervised.endpoints(), config, first)
  isReported = true
  say('up; Ctrl-C stops everything')
  console.error(`\n${await supervised.ended}`)
  await leave(2)
}

/** npm passes SIGTERM on to its shell only, which would leave us behind; so we leave when npm, or its shell, has gone. */
function whenNpmDies(leave) {
  if (!process.env.npm_lifecycle_event) return
  const first = ancestors()
  const watch = setInterval(() => {
    if (ancestors() === first) return
    clearInterval(watch)
    leave()
  }, 500)
}

/** Our parent, and where that is npm's shell, npm. */
function ancestors() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    const [, grandparent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return / \((sh|dash|bash)\) /.test(stat) ? `${process.ppid} ${grandparent}` : `${process.ppid}`
  } catch {
    return `${process.ppid}` // no /proc here
  }
}

function report(endpoints, config, first) {
  const { http, c2s, domains, demo } = endpoints
  const rows = [
    [config.demo ? 'Demo page' : 'Web', `${http}/`],
    ['Console', `${http}/console/`],
    ['Admin page', `${http}/admin/`],
    ...(first ? [['First admin', `${first}   (good for once, and for a day)`]] : []),
    ['XMPP for agents', `${c2s.host}, port ${c2s.port}; accounts are NAME@${domains.agents}`],
    ['Admin token', `adminToken in ${join(config.data, 'secrets.json')}`],
    ['Data', config.data],
    ...(demo?.agents ?? []).map(({ jid, password, name, roles }) => [
      `${name} (${roles.join(', ')})`,
      `${jid}   password ${password}`,
    ]),
  ]
  const width = Math.max(...rows.map(([label]) => label.length))
  console.log(`\n${rows.map(([label, text]) => `  ${label.padEnd(width)}   ${text}`).join('\n')}\n`)
}

function explain(settings) {
  console.log('\nnpm start   installs, builds and runs Bellhop. Settings are environment variables:\n')
  for (const { name, default: value, bounds, text } of settings) {
    console.log(`  ${name}\n      ${text}\n      default: ${value}; ${bounds}`)
  }
  console.log('\nCtrl-C stops everything. A second start goes on with the same data.')
}

main().catch(refuse)

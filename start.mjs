// `npm start`: installs what is missing, builds what has changed, then starts ejabberd and the desk and keeps them running.
// Uses Node's own modules only, since it runs before node_modules exists. `npm start -- --help` lists the settings.
import { existsSync } from 'node:fs'
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
  const { runBellhop } = await built('ejabberd/run.js')
  process.exit(await runBellhop(config, { env: process.env, say, isRead: true }))
}

function explain(settings) {
  console.log('\nnpm start   installs, builds and runs Bellhop. Settings are environment variables:\n')
  for (const { name, default: value, bounds, text } of settings) {
    console.log(`  ${name}\n      ${text}\n      default: ${value}; ${bounds}`)
  }
  console.log('\nCtrl-C stops everything. A second start goes on with the same data.')
}

main().catch(refuse)

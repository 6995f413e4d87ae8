// Checks of the machine: Node, settings, data folder, disk, clock, certificate.
import { execFile } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { constants } from 'node:fs'
import { access, readFile, stat, statfs } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { certificateFile, isLoopback } from '../../ejabberd/configure.ts'
import { unknownSettings } from '../config.ts'
import type { Check } from './doctor.ts'
import { ok, unknown, warning, wrong } from './finding.ts'

const run = promisify(execFile)
const day = 86_400_000

const node: Check = {
  name: 'node',
  async run() {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
    if (major > 20 || (major === 20 && minor >= 17)) return ok(process.versions.node)
    return wrong(`Node ${process.versions.node} is too old`, 'install Node 20.17 or later')
  },
}

const settings: Check = {
  name: 'settings',
  async run({ config, env }) {
    const [misspelt] = unknownSettings(env)
    if (misspelt) return warning(`${misspelt} is not a setting`, 'docs/admins.md lists the settings; is it misspelt?')
    if (config.demo && !isLoopback(config.bind)) {
      return warning(
        'the demo is on, and others can reach the desk',
        'set BELLHOP_DEMO=0: it shows a demo page, and lets any page use the widget',
      )
    }
    return ok(`domain ${config.domain}, data in ${config.data}`)
  },
}

const dataFolder: Check = {
  name: 'data folder',
  async run({ config: { data } }) {
    const folder = await stat(data).catch(() => undefined)
    if (!folder) return unknown(`${data} is not there yet; the first start makes it`)
    const cannot = await access(data, constants.R_OK | constants.W_OK | constants.X_OK).then(
      () => false,
      () => true,
    )
    if (cannot) return wrong(`${data} cannot be written by this user`, 'run this, and Bellhop, as its owner')
    const secrets = await stat(join(data, 'secrets.json')).catch(() => undefined)
    if (!secrets) return unknown(`${data} has no secrets.json yet; the first start makes it`)
    if (secrets.mode & 0o077) return warning('others can read secrets.json', `chmod 600 ${join(data, 'secrets.json')}`)
    if (folder.mode & 0o077) return warning(`others can look into ${data}`, `chmod 700 ${data}`)
    return ok('there, and for its owner only')
  },
}

/** Itself, or the folder in which it will be made. */
const nearestThere = async (path: string): Promise<string> =>
  (await stat(path).catch(() => undefined)) || path === dirname(path) ? path : nearestThere(dirname(path))

const disk: Check = {
  name: 'disk',
  async run({ config: { data } }) {
    const { bavail, blocks, bsize } = await statfs(await nearestThere(data))
    const free = bavail * bsize
    const text = `${(free / 1e9).toFixed(1)} GB free`
    const mend = 'make room: without it nothing that people write can be kept'
    if (free < 100e6) return wrong(text, mend)
    return free < 1e9 || bavail < blocks / 20 ? warning(text, mend) : ok(text)
  },
}

const clock: Check = {
  name: 'clock',
  async run() {
    const asked = await run('timedatectl', ['show', '--property=NTPSynchronized', '--value'], { timeout: 5_000 }).catch(
      () => undefined,
    )
    const answer = asked?.stdout.trim()
    if (answer === 'yes') return ok('kept right by NTP')
    if (answer !== 'no') return unknown('this system does not say whether its clock is kept right')
    return warning(
      'nothing keeps the clock right',
      'timedatectl set-ntp true: deadlines, visitors’ passwords and one-time codes need the time',
    )
  },
}

const certificate: Check = {
  name: 'certificate',
  async run({ config }) {
    const file = certificateFile(config.data)
    const pem = await readFile(file, 'utf8').catch(() => undefined)
    if (pem === undefined) return unknown('there is none yet; the first start makes one')
    const read = new X509Certificate(pem)
    const { validTo, issuer, subject } = read
    const [days, name] = [Math.floor((Date.parse(validTo) - Date.now()) / day), config.domains.agents]
    const mend = `put another, key and chain in one PEM file, in the place of ${file}, and restart`
    if (days < 0) return wrong(`it ended on ${validTo}`, mend)
    if (!read.checkHost(name)) return wrong(`it is not for ${name}`, mend)
    if (days < 14) return warning(`it ends in ${days} days`, mend)
    if (issuer === subject && !isLoopback(config.bind))
      return warning('it is signed by itself: agents’ clients ask whether to trust it', mend)
    return ok(`good for ${days} days`)
  },
}

export const machineChecks: readonly Check[] = [node, settings, dataFolder, disk, clock, certificate]

// Writes everything that ejabberd reads below <data>/ejabberd: configuration, certificate, key for visitors' tokens,
// and our compiled module. Nothing outside the data folder is written or read but the template and the module's source.
import { execFile } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { Config } from '../component/config.ts'
import type { Secrets } from '../component/secrets.ts'
import { compareVersions, type Ejabberd } from './find.ts'
import { hasSqlite } from './sqlite.ts'

const run = promisify(execFile)
// dist/ejabberd/configure.js and ejabberd/configure.ts both find the source folder.
const source = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? './' : '../../ejabberd/', import.meta.url))

export const moduleSource = join(source, 'mod_bellhop.erl')

/** Local part of the account that the HTTP API asks for; nobody on the desk may have this name. */
export const apiUser = 'bellhop-api'

export interface Tuning {
  /** false: visitors are not slowed down, for measurements only. */
  shaper?: boolean
  /** Where archives and offline messages are kept: SQLite where its driver is there, unless told otherwise. */
  messages?: 'sqlite' | 'mnesia'
  log?: (line: string) => void
}

/**
 * The data folder as our ejabberd can name it, which has it as its working folder: it takes paths in ASCII only, and some of
 * them for patterns.
 */
export const plainly = (data: string): string => (/^[\w./@:+ ,=~-]+$/.test(data) ? data : '/proc/self/cwd')

/** Where ejabberd's own files are; made by prepareEjabberd. */
export function ejabberdFolder(data: string): string {
  return join(data, 'ejabberd')
}

/** Writes all files and answers the path of the configuration. Made once and kept: certificate (until it runs out or the domain changes). */
export async function prepareEjabberd(
  config: Config,
  secrets: Secrets,
  ejabberd: Ejabberd,
  tuning: Tuning = {},
): Promise<string> {
  const folder = ejabberdFolder(config.data)
  for (const name of ['spool', 'logs', 'home', 'modules'])
    mkdirSync(join(folder, name), { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const file = join(folder, 'ejabberd.yml')
  write(join(folder, 'jwt.jwk'), `${JSON.stringify({ kty: 'oct', k: secrets.jwtKey })}\n`)
  const messages = tuning.messages ?? ((await hasSqlite(ejabberd)) ? 'sqlite' : 'mnesia')
  if (messages === 'mnesia') {
    tuning.log?.('no SQLite driver for ejabberd (Debian: erlang-p1-sqlite3): its archive of messages will get slow')
  }
  const named = { ...config, data: plainly(config.data) }
  write(file, renderConfiguration(named, secrets, ejabberd.version, { ...tuning, messages }))
  await Promise.all([makeCertificate(config), compileModule(config.data, ejabberd)])
  return file
}

/** The template filled in for one version of ejabberd; messages are in ejabberd's own Mnesia unless `tuning` says SQLite. */
export function renderConfiguration(config: Config, secrets: Secrets, version: string, tuning: Tuning = {}): string {
  const { visitors, agents, desk } = config.domains
  const folder = ejabberdFolder(config.data)
  const sqlite = tuning.messages === 'sqlite'
  const values: Record<string, unknown> = {
    visitors,
    agents,
    desk,
    visitorsUpload: `upload.${visitors}`,
    agentsUpload: `upload.${agents}`,
    agentsPubsub: `pubsub.${agents}`,
    agentsRooms: `rooms.${agents}`,
    messages: sqlite ? 'sql' : 'mnesia',
    visitorsMessages: join(folder, 'messages-visitors.sqlite'),
    agentsMessages: join(folder, 'messages-agents.sqlite'),
    loglevel: { debug: 'debug', info: 'info', warn: 'warning', error: 'error' }[config.logLevel],
    certificate: certificateFile(config.data),
    bind: config.bind,
    tlsRequired: !isLoopback(config.bind),
    c2sPort: config.ports.c2s,
    componentPort: config.ports.component,
    wsPort: config.ports.ws,
    apiPort: config.ports.api,
    componentPassword: secrets.componentPassword,
    adminUser: apiUser,
    apiPassword: secrets.apiPassword,
    c2sShaper: tuning.shaper === false ? { none: 'all' } : [{ visitor: 'visitors' }, { none: 'all' }],
    jwkFile: join(folder, 'jwt.jwk'),
    uploadUrl: `${config.websocketUrl.replace(/^ws/, 'http').replace(/\/[^/]*$/, '')}/upload/@HOST@`,
    uploadFolder: join(config.data, 'upload', '@HOST@'),
  }
  const template = readFileSync(join(source, 'ejabberd.yml.template'), 'utf8')
  return template
    .split('\n')
    .flatMap((line) => chosen(line, version, sqlite))
    .join('\n')
    .replace(/\$\{(\w+)\}/g, (whole, name: string) => {
      // JSON is YAML too, and its quotes keep any path or password in one piece.
      if (!(name in values)) return whole
      return JSON.stringify(values[name])
    })
}

/** A line behind "#@ " is left out; one behind "#@from V ", "#@until V " or "#@sqlite " is taken without the mark, or left out. */
function chosen(line: string, version: string, sqlite: boolean): string[] {
  if (line.startsWith('#@ ')) return []
  if (/^\s*#@sqlite /.test(line)) return sqlite ? [line.replace('#@sqlite ', '')] : []
  const marked = /^(\s*)#@(from|until) (\S+) (.*)$/.exec(line)
  if (!marked) return [line]
  const [, indent, mark, than, rest] = marked as unknown as [string, string, string, string, string]
  const order = compareVersions(version, than)
  return (mark === 'from' ? order >= 0 : order <= 0) ? [indent + rest] : []
}

export function isLoopback(address: string): boolean {
  return address === '::1' || (isIP(address) === 4 && address.startsWith('127.'))
}

export function certificateFile(data: string): string {
  return join(ejabberdFolder(data), 'certificate.pem')
}

/**
 * A self-signed certificate for all our names. ejabberd wants one even where it is never used. Node can read X.509 but
 * not issue it; the openssl command is there wherever Debian's ejabberd is, since that package depends on it.
 * One that the admin put there, signed by somebody else, stays.
 */
async function makeCertificate(config: Config): Promise<void> {
  const { visitors, agents, desk } = config.domains
  const names = [
    agents,
    visitors,
    desk,
    `upload.${agents}`,
    `upload.${visitors}`,
    `pubsub.${agents}`,
    `rooms.${agents}`,
    config.domain,
  ]
  const file = certificateFile(config.data)
  if (existsSync(file) && isGood(readFileSync(file, 'utf8'), agents)) return
  // A common name may have 64 characters at most; the names that count are the alternative ones.
  const subject = `/O=Bellhop/CN=${agents.length <= 64 ? agents : 'bellhop'}`
  const alternatives = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`
  const days = ['-days', '3650', '-subj', subject, '-addext', alternatives]
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-keyout', '-', '-out', '-']
  const { stdout } = await run('openssl', ['req', '-new', '-x509', '-sha256', ...days, ...key])
  write(file, stdout)
}

function isGood(pem: string, name: string): boolean {
  const certificate = new X509Certificate(pem)
  const signedByOther = certificate.issuer !== certificate.subject
  const lasts = Date.parse(certificate.validTo) - Date.now() > 30 * 86_400_000
  return signedByOther || (lasts && certificate.checkHost(name) !== undefined)
}

/** Compiles mod_bellhop.erl to <data>/ejabberd/modules when it, or the ejabberd it is for, has changed. */
async function compileModule(data: string, ejabberd: Ejabberd): Promise<void> {
  const erl = moduleSource
  const folder = join(ejabberdFolder(data), 'modules')
  const stamp = createHash('sha256').update(readFileSync(erl)).update(JSON.stringify(ejabberd)).digest('hex')
  const stampFile = join(folder, 'stamp')
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return
  await run(ejabberd.erlc, ['-o', folder, erl], { env: { ...process.env, ERL_LIBS: ejabberd.libs } })
  write(stampFile, stamp)
}

function write(file: string, text: string): void {
  const draft = `${file}.draft`
  writeFileSync(draft, text, { mode: 0o600 })
  renameSync(draft, file)
}

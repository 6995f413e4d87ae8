// Settings: environment variables in, a checked Config out. Everything that can be wrong is refused here, by name.
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type MailConfig, readMail } from './mail-settings.ts'

export interface Config {
  data: string
  domain: string
  domains: { visitors: string; agents: string; desk: string }
  bind: string
  ports: { http: number; c2s: number; ws: number; component: number; api: number }
  database: string
  demo: boolean
  ejabberd: 'managed' | 'external'
  origins: string[] | 'any'
  websocketUrl: string
  publicUrl: string
  graceSeconds: number
  /** Where e-mail to visitors goes out; undefined: none is sent. */
  mail: MailConfig | undefined
  logLevel: 'debug' | 'info' | 'warn' | 'error'
}

/** A setting that cannot be used; the message names the variable, its value and what would be right. */
export class ConfigError extends Error {
  override name = 'ConfigError'
}

/** Every setting with its default and bounds, in the order people read them: `npm start -- --help`, docs/admins.md. */
export const settings: readonly { name: string; default: string; bounds: string; text: string }[] = [
  {
    name: 'BELLHOP_DATA',
    default: './.data',
    bounds: 'a folder that can be written',
    text: 'where everything is kept: database, secrets, certificate, ejabberd’s files, logs',
  },
  {
    name: 'BELLHOP_DOMAIN',
    default: 'localhost',
    bounds: 'a domain name in lower case',
    text: 'the XMPP domains are visitors.DOMAIN, agents.DOMAIN and desk.DOMAIN',
  },
  {
    name: 'BELLHOP_BIND',
    default: '127.0.0.1',
    bounds: 'an IP address',
    text: 'the address that web, WebSocket and XMPP clients connect to; other than loopback, XMPP clients must use TLS',
  },
  {
    name: 'BELLHOP_HTTP_PORT',
    default: '8080',
    bounds: '1–65535',
    text: 'web: widget, visitor sessions, demo page',
  },
  { name: 'BELLHOP_C2S_PORT', default: '5222', bounds: '1–65535', text: 'XMPP clients over TCP: agents' },
  { name: 'BELLHOP_WS_PORT', default: '5280', bounds: '1–65535', text: 'XMPP over WebSocket, and uploads' },
  { name: 'BELLHOP_COMPONENT_PORT', default: '5275', bounds: '1–65535', text: 'the desk’s own link to ejabberd' },
  { name: 'BELLHOP_API_PORT', default: '5281', bounds: '1–65535', text: 'ejabberd’s HTTP API, on loopback' },
  {
    name: 'BELLHOP_DATABASE',
    default: 'sqlite://DATA/bellhop.sqlite',
    bounds: 'sqlite:///absolute/file or postgres://…',
    text: 'the database',
  },
  { name: 'BELLHOP_DEMO', default: '1', bounds: '0 or 1', text: 'demo page, demo agents, and any origin allowed' },
  {
    name: 'BELLHOP_EJABBERD',
    default: 'managed',
    bounds: 'managed or external',
    text: 'external: you run ejabberd; the configuration to paste is written to DATA/ejabberd.external.yml',
  },
  {
    name: 'BELLHOP_ORIGINS',
    default: 'any with BELLHOP_DEMO=1, else none',
    bounds: 'a comma list of web origins such as https://shop.example, or any',
    text: 'pages that may use the widget',
  },
  {
    name: 'BELLHOP_WEBSOCKET_URL',
    default: 'ws://BIND:WS_PORT/ws',
    bounds: 'a ws:// or wss:// URL',
    text: 'where visitors’ browsers find the WebSocket, e.g. behind a proxy',
  },
  {
    name: 'BELLHOP_PUBLIC_URL',
    default: 'http://BIND:HTTP_PORT',
    bounds: 'an http:// or https:// URL',
    text: 'where browsers find the web port, e.g. behind a proxy',
  },
  {
    name: 'BELLHOP_GRACE',
    default: '90',
    bounds: '0–3600 seconds',
    text: 'how long an agent whose connection was lost keeps his conversations',
  },
  {
    name: 'BELLHOP_SMTP_URL',
    default: 'none: no e-mail is sent',
    bounds: 'smtp:// or smtps://user:password@host:port',
    text: 'the mail server for e-mail to visitors who are away; with smtp:// a password is sent after STARTTLS only',
  },
  {
    name: 'BELLHOP_MAIL_FROM',
    default: 'none; required with BELLHOP_SMTP_URL',
    bounds: 'an address such as help@shop.example or Shop <help@shop.example>',
    text: 'the sender of that e-mail',
  },
  { name: 'BELLHOP_LOG', default: 'info', bounds: 'debug, info, warn or error', text: 'how much is logged' },
]

const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '..' : '../..', import.meta.url))
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** Not the desk's: by these the command line finds a desk that is elsewhere. */
const settingsOfShell = ['BELLHOP_URL', 'BELLHOP_TOKEN']

/** Names in the environment that look like a setting and are none: most likely misspelt. */
export function unknownSettings(env: NodeJS.ProcessEnv): string[] {
  const known = new Set([...settings.map((setting) => setting.name), ...settingsOfShell])
  return Object.keys(env).filter((name) => name.startsWith('BELLHOP_') && !known.has(name))
}

/** Reads and checks all settings; throws ConfigError for the first that is wrong. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const data = resolve(root, text(env, 'BELLHOP_DATA', join(root, '.data')))
  const domain = readDomain(env)
  const bind = readBind(env)
  const ports = readPorts(env)
  const demo = choice(env, 'BELLHOP_DEMO', ['0', '1'], '1') === '1'
  const reachable = bind === '0.0.0.0' || bind === '::' ? '127.0.0.1' : isIP(bind) === 6 ? `[${bind}]` : bind
  return {
    data,
    domain,
    domains: { visitors: `visitors.${domain}`, agents: `agents.${domain}`, desk: `desk.${domain}` },
    bind,
    ports,
    database: readDatabase(env, data),
    demo,
    ejabberd: choice(env, 'BELLHOP_EJABBERD', ['managed', 'external'], 'managed'),
    origins: readOrigins(env, demo),
    websocketUrl: readUrl(env, 'BELLHOP_WEBSOCKET_URL', ['ws:', 'wss:'], `ws://${reachable}:${ports.ws}/ws`),
    publicUrl: readUrl(env, 'BELLHOP_PUBLIC_URL', ['http:', 'https:'], `http://${reachable}:${ports.http}`),
    graceSeconds: readGrace(env),
    mail: readMail(text(env, 'BELLHOP_SMTP_URL', ''), text(env, 'BELLHOP_MAIL_FROM', ''), wrong),
    logLevel: choice(env, 'BELLHOP_LOG', ['debug', 'info', 'warn', 'error'], 'info'),
  }
}

/** An empty variable counts as unset: that is what `BELLHOP_DATA= npm start` means. */
function text(env: NodeJS.ProcessEnv, name: string, fallback: string): string {
  return env[name]?.trim() || fallback
}

function wrong(name: string, value: string, right: string): ConfigError {
  return new ConfigError(`${name}=${JSON.stringify(value)} cannot be used: it must be ${right}`)
}

function choice<const T extends string>(env: NodeJS.ProcessEnv, name: string, values: readonly T[], fallback: T): T {
  const value = text(env, name, fallback)
  const found = values.find((each) => each === value)
  if (found === undefined) throw wrong(name, value, `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`)
  return found
}

function readDomain(env: NodeJS.ProcessEnv): string {
  const domain = text(env, 'BELLHOP_DOMAIN', 'localhost')
  // 63 bytes less than DNS allows, so that "visitors." and an upload host still fit.
  if (domain.length > 190 || isIP(domain) || !domain.split('.').every((part) => label.test(part))) {
    throw wrong('BELLHOP_DOMAIN', domain, 'a domain name in lower case, such as example.org (Punycode for others)')
  }
  return domain
}

function readBind(env: NodeJS.ProcessEnv): string {
  const bind = text(env, 'BELLHOP_BIND', '127.0.0.1')
  if (!isIP(bind)) throw wrong('BELLHOP_BIND', bind, 'an IP address of this machine, such as 127.0.0.1 or 0.0.0.0')
  return bind
}

const portNames = {
  http: ['BELLHOP_HTTP_PORT', 8080],
  c2s: ['BELLHOP_C2S_PORT', 5222],
  ws: ['BELLHOP_WS_PORT', 5280],
  component: ['BELLHOP_COMPONENT_PORT', 5275],
  api: ['BELLHOP_API_PORT', 5281],
} as const satisfies Record<keyof Config['ports'], readonly [string, number]>

/** The variable that sets a port, for messages about it. */
export function portVariable(port: keyof Config['ports']): string {
  return portNames[port][0]
}

function readPorts(env: NodeJS.ProcessEnv): Config['ports'] {
  const taken = new Map<number, string>()
  const read = (key: keyof Config['ports']): number => {
    const [name, fallback] = portNames[key]
    const value = text(env, name, String(fallback))
    const port = Number(value)
    if (!/^\d+$/.test(value) || port < 1 || port > 65535) throw wrong(name, value, 'a whole number from 1 to 65535')
    const other = taken.get(port)
    if (other) throw wrong(name, value, `another port than ${other}, which is ${port} too`)
    taken.set(port, name)
    return port
  }
  return { http: read('http'), c2s: read('c2s'), ws: read('ws'), component: read('component'), api: read('api') }
}

function readDatabase(env: NodeJS.ProcessEnv, data: string): string {
  const value = text(env, 'BELLHOP_DATABASE', `sqlite://${join(data, 'bellhop.sqlite')}`)
  const right = 'sqlite:///absolute/path/to/file, or postgres://user:password@host/database'
  // The value may hold a password, so a wrong one is not repeated in full.
  const shown = value.replace(/\/\/[^@/]*@/, '//…@')
  if (value.startsWith('sqlite://')) {
    if (!/^sqlite:\/\/\/[^\0]*[^/]$/.test(value)) throw wrong('BELLHOP_DATABASE', shown, right)
    return value
  }
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol) || url.pathname.length < 2) {
    throw wrong('BELLHOP_DATABASE', shown, right)
  }
  return value
}

function readOrigins(env: NodeJS.ProcessEnv, demo: boolean): string[] | 'any' {
  const value = text(env, 'BELLHOP_ORIGINS', demo ? 'any' : '')
  if (value === 'any') return 'any'
  const list = value.split(',').map((origin) => origin.trim())
  return list.filter(Boolean).map((origin) => {
    const url = URL.canParse(origin) ? new URL(origin) : undefined
    if (!url || !['http:', 'https:'].includes(url.protocol) || url.href !== `${url.origin}/`) {
      throw wrong('BELLHOP_ORIGINS', origin, 'a comma list of web origins such as https://shop.example, or any')
    }
    return url.origin
  })
}

function readUrl(env: NodeJS.ProcessEnv, name: string, protocols: readonly string[], fallback: string): string {
  const value = text(env, name, fallback)
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (!url || !protocols.includes(url.protocol) || url.username || url.hash) {
    throw wrong(name, value, `a URL that starts with ${protocols.map((protocol) => `${protocol}//`).join(' or ')}`)
  }
  return value.replace(/\/$/, '')
}

function readGrace(env: NodeJS.ProcessEnv): number {
  const value = text(env, 'BELLHOP_GRACE', '90')
  const seconds = Number(value)
  if (!/^\d+$/.test(value) || seconds > 3600) throw wrong('BELLHOP_GRACE', value, 'whole seconds from 0 to 3600')
  return seconds
}

// Where the desk is, and the token that opens its API.
import { readFileSync } from 'node:fs'
import { isIPv6 } from 'node:net'
import { join } from 'node:path'
import { type Config, readConfig } from '../../config.ts'
import { readSecrets } from '../../secrets.ts'
import { type Asked, CliError, type Option } from '../verb.ts'

export interface Desk {
  /** Without a slash at the end. */
  url: string
  token: string
}

export const urlOption: Option = {
  ...{ name: 'url', value: 'URL' },
  summary: 'a desk elsewhere, such as https://desk.example.org; its token is taken from BELLHOP_TOKEN',
}

/** The desk that is asked: the one of --url or BELLHOP_URL, else that of the data folder. */
export function findDesk(asked: Asked): Desk {
  const given = asked.text('url') ?? asked.env.BELLHOP_URL?.trim()
  const token = asked.env.BELLHOP_TOKEN?.trim()
  if (given) return elsewhere(given, token, asked.text('url') === undefined ? 'BELLHOP_URL' : '--url')
  const config = readConfig(asked.env)
  return { url: urlHere(config), token: token ? checkToken(token) : tokenHere(config) }
}

/** The token of this machine's desk is for that desk only: it is never sent elsewhere. */
function elsewhere(given: string, token: string | undefined, name: string): Desk {
  const url = URL.canParse(given) ? new URL(given) : undefined
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.search || url.hash)
    throw new CliError('usage', `${name}: “${given}” must be an address such as https://desk.example.org`)
  if (!token) throw new CliError('usage', `Put a token of the desk at ${url.host} into BELLHOP_TOKEN.`)
  return { url: url.href.replace(/\/+$/, ''), token: checkToken(token) }
}

function checkToken(token: string): string {
  if (/^[\x21-\x7e]{1,200}$/.test(token)) return token
  throw new CliError('usage', 'BELLHOP_TOKEN must be a token: 1 to 200 characters of ASCII without spaces.')
}

/** Where it says that it is; else, as one that was not started by us says nothing, where the settings put it. */
function urlHere({ data, bind, ports }: Config): string {
  const told = readJson(join(data, 'endpoints.json')) as { web?: { host: string; port: number } } | undefined
  const local = bind === '0.0.0.0' ? '127.0.0.1' : bind === '::' ? '::1' : bind
  const { host, port } = told?.web ?? { host: local, port: ports.http }
  return `http://${isIPv6(host) ? `[${host}]` : host}:${port}`
}

function tokenHere({ data }: Config): string {
  const secrets = guarded(() => readSecrets(data), data)
  if (secrets) return secrets.adminToken
  throw new CliError(
    'unreachable',
    `No desk was ever started on BELLHOP_DATA=${data}. Start one (npm start), name another folder in BELLHOP_DATA, or a desk elsewhere in BELLHOP_URL with its token in BELLHOP_TOKEN.`,
  )
}

function guarded<T>(work: () => T, data: string): T {
  try {
    return work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'EACCES' && code !== 'EPERM') throw error
    throw new CliError(
      'unreachable',
      `The secrets in ${data} are for their owner only: be that user, or use BELLHOP_TOKEN.`,
    )
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined // not there, or not for us: the settings are as good
  }
}

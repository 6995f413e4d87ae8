// Builds the API: its table, its door, its document, and what watches the desk.
import type { Middleware } from 'koa'
import type { Config } from '../../config.ts'
import type { Look, Turn } from '../../desk/turn.ts'
import type { Log } from '../../log.ts'
import { openLimiter } from '../limit.ts'
import { openAttempts } from './attempts.ts'
import { openAuthorize } from './authorize.ts'
import type { Sealing } from './change.ts'
import { openCookies } from './cookie.ts'
import { apiDocs } from './docs.ts'
import { apiDoor } from './door.ts'
import { health } from './health.ts'
import { openApi } from './openapi.ts'
import { openStreams } from './stream.ts'
import { endpoints } from './table.ts'

export interface ApiOptions {
  config: Config
  /** The token that opens everything from the beginning. */
  adminToken: string
  sealing: Sealing
  /** Names on the agents' host that are nobody's. */
  reserved: readonly string[]
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  /** For what is only read: nobody who writes waits for it. */
  look: Look
  online: () => boolean
  log: Log
  /** How much may be asked, by address and by token; tests ask for more. */
  rate?: { burst: number; perMinute: number }
}

const version = '1'

/** What answers everything of the API, and nothing else; and what ends its streams. */
export function openApiRoutes(options: ApiOptions): { middleware: readonly Middleware[]; stop: () => void } {
  const { config, adminToken, sealing, reserved, run, look, online, log } = options
  const rate = { burst: 300, perMinute: 600, ...options.rate, clock: Date.now }
  const limits = {
    address: openLimiter(rate),
    caller: openLimiter(rate),
    // Guessing tokens is hopeless anyway; this keeps the log and the database quiet.
    wrong: openLimiter({ ...rate, burst: rate.burst / 10, perMinute: rate.perMinute / 20 }),
  }
  const cookies = openCookies(config.publicUrl)
  const authorize = openAuthorize(run, adminToken, cookies)
  const { stream, stop } = openStreams({ look, authorize, every: 1_000, log })
  const { seal, open } = sealing
  const { publicUrl, websocketUrl, domains } = config
  const identity = { ...domains, publicUrl, websocketUrl }
  const attempts = openAttempts(rate, log)
  const kit = { agents: domains.agents, identity, reserved, seal, open, publicUrl, attempts }
  const origin = new URL(publicUrl).origin
  const door = apiDoor({ endpoints, run, look, authorize, cookies, limits, origin, kit, sealing, stream })
  const watched = health({ run, look, online, authorize, limit: limits.address })
  return { middleware: [door, apiDocs(openApi(endpoints, version)), watched], stop }
}

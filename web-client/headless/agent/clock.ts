// The server's time (XEP-0202): a device whose clock is wrong must not put its lines in the wrong place.

import type { Connection } from '../connection.ts'
import { AGENT_NS } from './names.ts'
import { timeQuery } from './write.ts'

/** How many milliseconds this device's clock is behind the server's; 0 when nobody knows. */
export async function behindServer(connection: Connection): Promise<number> {
  const asked = Date.now()
  const answer = await connection.ask(timeQuery(connection.domain), 10_000).catch(() => undefined)
  const utc = Date.parse(answer?.getChild('time', AGENT_NS.time)?.getChildText('utc') ?? '')
  const behind = utc - (asked + Date.now()) / 2
  // The answer is in whole seconds: less is no difference.
  return Number.isNaN(behind) || Math.abs(behind) < 2000 ? 0 : behind
}

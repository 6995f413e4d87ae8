// The end of a client of @xmpp/client, and how long it waits.
import type { Client } from '@xmpp/client'

/** Milliseconds for each step of a login; the library’s own two seconds are too few on a machine that does much else. */
export const patience = 15_000

/** Ends its stream for good. One that was cut off meanwhile would come back each second for ever, and keep the process alive. */
export async function leave(xmpp: Client): Promise<void> {
  xmpp.reconnect.stop()
  await xmpp.stop()
}

// The end of a client of @xmpp/client.
import type { Client } from '@xmpp/client'

/** Ends its stream for good. One that was cut off meanwhile would come back each second for ever, and keep the process alive. */
export async function leave(xmpp: Client): Promise<void> {
  xmpp.reconnect.stop()
  await xmpp.stop()
}

// The visitor's other tabs, over a BroadcastChannel.

import type { Change, Peers } from '../headless/storage.ts'

export function openPeers(name: string): Peers | undefined {
  if (typeof BroadcastChannel === 'undefined') return undefined
  const channel = new BroadcastChannel(name)
  return {
    post: (change) => channel.postMessage(change),
    listen: (listener) => {
      channel.onmessage = ({ data }: MessageEvent<Change>) => listener(data)
    },
    close: () => channel.close(),
  }
}

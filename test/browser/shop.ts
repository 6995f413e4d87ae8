// Somebody's web site: a small server of its own, with the pages and the security policy that a test wants.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Shop {
  /** Its address, which is another origin than the desk's. */
  url: string
  stop(): void
}

/** Serves the same page at every path; `policy` is its Content-Security-Policy. */
export async function openShop(body: string, policy?: string): Promise<Shop> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    if (policy) response.setHeader('content-security-policy', policy)
    response.end(`<!doctype html><html lang="en"><title>A shop</title><body>${body}`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    stop: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

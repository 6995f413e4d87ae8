// Checks, before anything is started, that every port can be listened on; a refusal names the variable to change.
import { createServer } from 'node:net'
import { type Config, portVariable } from '../component/config.ts'

/** One sentence for each port that cannot be used; empty when all can. With an external ejabberd only the web port is ours. */
export async function portProblems(config: Config): Promise<string[]> {
  const { http, c2s, ws, component, api } = config.ports
  const ours = [{ key: 'http', port: http, host: config.bind }] as const
  const ejabberds = [
    { key: 'c2s', port: c2s, host: config.bind },
    { key: 'ws', port: ws, host: config.bind },
    { key: 'component', port: component, host: '127.0.0.1' },
    { key: 'api', port: api, host: '127.0.0.1' },
  ] as const
  const wanted = config.ejabberd === 'external' ? ours : [...ours, ...ejabberds]
  const found = await Promise.all(
    wanted.map(async ({ key, port, host }) => sentence(portVariable(key), port, host, await tryListen(port, host))),
  )
  return [...new Set(found.filter((each) => each !== undefined))]
}

function sentence(name: string, port: number, host: string, code: string | undefined): string | undefined {
  if (code === undefined) return undefined
  if (code === 'EADDRINUSE')
    return `${name}: port ${port} is in use on ${host}; stop what uses it, or set ${name} to a free port`
  if (code === 'EACCES') return `${name}: port ${port} needs root; set ${name} to a port from 1024 on`
  if (code === 'EADDRNOTAVAIL') return `BELLHOP_BIND: ${host} is not an address of this machine`
  return `${name}: port ${port} on ${host} cannot be used (${code})`
}

function tryListen(port: number, host: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
}

// A supervisor as a process of its own, so that a test can kill it; the desk is played by stand-in.mjs.
import { fileURLToPath } from 'node:url'
import { readConfig } from '../../component/config.ts'
import { type FirstLink, StartRefused, supervise } from '../../ejabberd/supervise.ts'

const script = fileURLToPath(new URL('stand-in.mjs', import.meta.url))

async function run(): Promise<void> {
  const firstAdmin = ({ link }: FirstLink) => console.log(`first admin: ${link}`)
  const leaving = new AbortController()
  process.once('SIGTERM', () => leaving.abort())
  const options = { env: process.env, log: console.log, firstAdmin, script, signal: leaving.signal }
  const supervised = await supervise(readConfig(process.env), options)
  process.on('SIGTERM', async () => {
    await supervised.stop()
    process.exit(0)
  })
  console.log('supervisor is up')
  await supervised.ended
  await supervised.stop()
  process.exit(2)
}

run().catch((error: Error) => {
  console.error(error.message)
  process.exit(error instanceof StartRefused ? 2 : 1)
})

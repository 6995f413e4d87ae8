// A throw-away ejabberd for tests: temporary data folder, free ports, everything gone at the end.
import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { type Config, readConfig } from '../../component/config.ts'
import { loadSecrets, type Secrets } from '../../component/secrets.ts'
import { type EjabberdApi, ejabberdApi } from '../../ejabberd/api.ts'
import { apiUser } from '../../ejabberd/configure.ts'
import { type RunningEjabberd, type StartOptions, startEjabberd } from '../../ejabberd/server.ts'
import { freePorts } from './ports.ts'
import { until } from './until.ts'

export interface TestEjabberd {
  config: Config
  secrets: Secrets
  /** The environment from which `config` was read: for starting the component as a process. */
  env: Record<string, string>
  api: EjabberdApi
  version: string
  pid(): number
  /** kill -9, for tests of what happens then; `start` brings it back on the same ports and data. */
  kill9(): Promise<void>
  start(): Promise<void>
  /** Stops it and removes the data folder. */
  stop(): Promise<void>
}

/** Starts one and hands it out; the caller stops it (mocha: in `after`). `env` overrides settings. */
export async function testEjabberd(
  env: Record<string, string> = {},
  options: StartOptions = {},
): Promise<TestEjabberd> {
  const data = mkdtempSync(join(tmpdir(), 'bellhop-test-'))
  const [http, c2s, ws, component, api] = (await freePorts(5)) as [number, number, number, number, number]
  const settings = {
    BELLHOP_DATA: data,
    BELLHOP_HTTP_PORT: String(http),
    BELLHOP_C2S_PORT: String(c2s),
    BELLHOP_WS_PORT: String(ws),
    BELLHOP_COMPONENT_PORT: String(component),
    BELLHOP_API_PORT: String(api),
    ...env,
  }
  const config = readConfig(settings)
  const secrets = loadSecrets(data)
  const removeData = () => rmSync(data, { recursive: true, force: true, maxRetries: 5 })
  let running: RunningEjabberd
  const start = async () => {
    takeMade(data)
    running = await startEjabberd(config, secrets, options)
    keepMade(data)
    // Its own account comes up a moment after the ports do.
    const api = testApi(config, secrets)
    await until(
      () =>
        api.ping().then(
          () => true,
          () => false,
        ),
      'ejabberd’s API',
    )
  }
  try {
    await start()
  } catch (error) {
    removeData()
    throw error
  }
  return {
    config,
    secrets,
    env: settings,
    api: testApi(config, secrets),
    get version() {
      return running.version
    },
    pid: () => running.pid,
    kill9: () => running.kill9(),
    start,
    // Nothing of it is kept, so it need not put itself in order, which takes a second.
    async stop() {
      await running.kill9()
      removeData()
    },
  }
}

/** Made anew for each data folder, though the same for all of them: of a run of all tests the first makes it for the others. */
const made = { things: ['modules', 'certificate.pem'], place: join(tmpdir(), 'made') }
const isShared = basename(tmpdir()).startsWith('bellhop-run-')

function takeMade(data: string): void {
  if (existsSync(made.place)) cpSync(made.place, join(data, 'ejabberd'), { recursive: true, force: false })
}

function keepMade(data: string): void {
  if (!isShared || existsSync(made.place)) return
  const draft = mkdtempSync(`${made.place}-`)
  for (const thing of made.things) cpSync(join(data, 'ejabberd', thing), join(draft, thing), { recursive: true })
  try {
    renameSync(draft, made.place)
  } catch (error) {
    // Another was quicker.
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error
  }
}

/** Runs `play` with an ejabberd of its own. */
export async function withEjabberd<T>(play: (server: TestEjabberd) => Promise<T>, env = {}): Promise<T> {
  const server = await testEjabberd(env)
  try {
    return await play(server)
  } finally {
    await server.stop()
  }
}

/** The API as the desk's own account. */
export function testApi(config: Config, secrets: Secrets): EjabberdApi {
  return ejabberdApi({
    url: `http://127.0.0.1:${config.ports.api}/api`,
    user: `${apiUser}@${config.domains.agents}`,
    password: secrets.apiPassword,
  })
}

// For an ejabberd that the admin runs himself: writes <data>/ejabberd.external.yml, the configuration to take over.
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../component/config.ts'
import type { Secrets } from '../component/secrets.ts'
import { apiUser, ejabberdFolder, moduleSource, prepareEjabberd, renderConfiguration } from './configure.ts'
import { findEjabberd } from './find.ts'

/** Writes it, with the module beside it, and answers its path. Without an ejabberd here, the module is left to be compiled there. */
export async function writeExternal(config: Config, secrets: Secrets): Promise<string> {
  const folder = ejabberdFolder(config.data)
  mkdirSync(join(folder, 'modules'), { recursive: true, mode: 0o700 })
  const local = findEjabberd()
  if (local) await prepareEjabberd(config, secrets, local)
  const erl = join(folder, 'modules', 'mod_bellhop.erl')
  copyFileSync(moduleSource, erl)
  const beam = erl.replace(/erl$/, 'beam')
  const file = join(config.data, 'ejabberd.external.yml')
  const text = renderConfiguration(config, secrets, local?.version ?? '24.12')
  writeFileSync(file, explanation(config, existsSync(beam) ? beam : undefined, erl) + text, { mode: 0o600 })
  return file
}

function explanation(config: Config, beam: string | undefined, erl: string): string {
  const { agents, desk } = config.domains
  const { component, api } = config.ports
  const lines = [
    'What Bellhop needs of an ejabberd that you run yourself. Merge it into your ejabberd.yml.',
    `1. Our module: ${beam ?? `compile it with  erlc ${erl}  and take mod_bellhop.beam`},`,
    '   put where ejabberd finds it: beside its own modules, or in a folder given as ERL_OPTIONS="-pa FOLDER".',
    `   If your Erlang is another one than this machine's, compile it there:  erlc ${erl}`,
    '2. Paths (certfiles, jwt_key, docroot) are those of this machine; copy the files, or name your own. The key of the',
    '   visitors’ tokens is secret: {"kty":"oct","k":"<jwtKey of secrets.json>"}.',
    `3. The desk connects to 127.0.0.1:${component} as ${desk}, and to the API at 127.0.0.1:${api} as ${apiUser}@${agents};`,
    '   the module makes that account. Where ejabberd runs on another machine, tunnel these two ports.',
    '4. The lines on the visitors host (JWT only, closed roster, mod_bellhop) and "disable_sasl_mechanisms" on the',
    '   agents host are what keeps visitors and agents apart. Leave none out.',
    '5. Archives on Mnesia get slow beyond some thousand messages an account: where your ejabberd has a database, say',
    '   "db_type: sql" for mod_mam, mod_offline and mod_muc.',
  ]
  return `${lines.map((line) => `# ${line}`).join('\n')}\n\n`
}

// For an ejabberd that the admin runs himself: writes <data>/ejabberd.external.yml, the configuration to take over.
import { copyFileSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../component/config.ts'
import type { Secrets } from '../component/secrets.ts'
import { apiUser, ejabberdFolder, moduleSource, prepareEjabberd, renderConfiguration } from './configure.ts'
import { findEjabberd } from './find.ts'
import { hasSqlite } from './sqlite.ts'

/** What the file was written for: the ejabberd of this machine, or a newer one elsewhere. */
interface Written {
  version: string
  sqlite: boolean
  /** Our module compiled, where that could be done here. */
  beam: string | undefined
  erl: string
}

/** Writes it, with the module beside it, and answers its path. Without an ejabberd here, the module is left to be compiled there. */
export async function writeExternal(config: Config, secrets: Secrets): Promise<string> {
  const folder = ejabberdFolder(config.data)
  mkdirSync(join(folder, 'modules'), { recursive: true, mode: 0o700 })
  const local = findEjabberd()
  const sqlite = local !== undefined && (await hasSqlite(local))
  const messages = sqlite ? 'sqlite' : 'mnesia'
  if (local) await prepareEjabberd(config, secrets, local, { messages })
  const erl = join(folder, 'modules', 'mod_bellhop.erl')
  copyFileSync(moduleSource, erl)
  const beam = erl.replace(/erl$/, 'beam')
  const version = local?.version ?? '24.12'
  const written = { version, sqlite, beam: existsSync(beam) ? beam : undefined, erl }
  // The template's own first lines are about a file that we start ejabberd from.
  const text = renderConfiguration(config, secrets, version, { messages }).replace(/^(#.*\n)+\n*/, '')
  const file = join(config.data, 'ejabberd.external.yml')
  writeFileSync(`${file}.draft`, explanation(config, written) + text, { mode: 0o600 })
  renameSync(`${file}.draft`, file)
  return file
}

function explanation(config: Config, { version, sqlite, beam, erl }: Written): string {
  const { visitors, agents, desk } = config.domains
  const { component, api } = config.ports
  const lines = [
    `What Bellhop needs of an ejabberd that you run yourself; written for ejabberd ${version}, anew at each start.`,
    'An ejabberd that does nothing else can be started from this file as it is. Else merge it into your ejabberd.yml:',
    `what stands outside of a host here and is yours already (s2s_access, auth_password_format) goes below ${visitors}`,
    `and ${agents} in host_config.`,
    `1. Our module: ${beam ?? `compile it with  erlc ${erl}  and take mod_bellhop.beam`},`,
    '   put where ejabberd finds it: beside its own modules, or in a folder given to Erlang with  -pa FOLDER',
    '   (ERL_OPTIONS of ejabberdctl), whose path must not end in ejabberd/ebin.',
    `   If your Erlang is another one than this machine's, compile it there:  erlc ${erl}`,
    '2. Paths (certfiles, jwt_key, docroot, sql_database) are those of this machine. ejabberd must be able to read them, and',
    '   to write those of docroot and sql_database; the data folder is for its owner only, so for an ejabberd of another',
    '   user or machine copy the files, or name your own. The key of the visitors’ tokens is secret:',
    '   {"kty":"oct","k":"<jwtKey of secrets.json>"}.',
    `3. The desk connects to 127.0.0.1:${component} as ${desk}, and to the API at 127.0.0.1:${api} as ${apiUser}@${agents};`,
    '   the module makes that account. Where ejabberd runs on another machine, tunnel these two ports.',
    '4. The lines on the visitors host (JWT only, closed roster, mod_bellhop) and "disable_sasl_mechanisms" on the',
    '   agents host are what keeps visitors and agents apart. Leave none out. What you have below "modules" for all hosts',
    '   is loaded on these two as well: mod_register would let anybody make himself an account.',
    ...(sqlite
      ? [
          '5. Messages are kept in SQLite ("db_type: sql", "sql_database"): ejabberd needs its driver, in Debian',
          '   erlang-p1-sqlite3. Without it, it starts and then fails at each message. A database of your own does as well.',
        ]
      : [
          '5. Messages are kept in Mnesia, since no SQLite driver was found here (Debian: erlang-p1-sqlite3). That gets slow',
          '   beyond some thousand messages an account: with the driver installed, start Bellhop again and take this file anew;',
          '   or name a database of your own on both hosts, and say "db_type: sql" for mod_mam, mod_offline and mod_muc.',
        ]),
  ]
  return `${lines.map((line) => `# ${line}`).join('\n')}\n\n`
}

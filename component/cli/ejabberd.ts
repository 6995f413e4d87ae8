// Our ejabberd's API, and the secrets it is reached with, for what is done beside the desk.
import { type EjabberdApi, ejabberdApi } from '../../ejabberd/api.ts'
import { apiUser } from '../../ejabberd/configure.ts'
import type { Config } from '../config.ts'
import { readSecrets, type Secrets } from '../secrets.ts'
import { CliError } from './verb.ts'

/** Those of a Bellhop that was started before; refuses where there is none. */
export function secretsOf({ data }: Config): Secrets {
  const secrets = readSecrets(data)
  if (secrets) return secrets
  throw new CliError('refused', `there is no Bellhop in ${data}; BELLHOP_DATA must be that of the desk`)
}

/** As the account that the desk itself uses. */
export function apiOf(config: Config): EjabberdApi {
  const url = `http://127.0.0.1:${config.ports.api}/api`
  return ejabberdApi({ url, user: `${apiUser}@${config.domains.agents}`, password: secretsOf(config).apiPassword })
}

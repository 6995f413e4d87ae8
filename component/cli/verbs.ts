// Every verb there is, in the order of the help.
import { endpoints } from '../http/api/table.ts'
import { endpointVerb } from './api/endpoint-verb.ts'
import { eventsVerb } from './api/events.ts'
import { figuresOf } from './api/figures.ts'
import { apiVerb } from './api/plain.ts'
import { wordsOfApi } from './api/words.ts'
import { backupVerb, doctorVerb, restoreVerb } from './care.ts'
import { completionOf } from './completion.ts'
import { inviteVerb } from './invite.ts'
import { migrateVerb } from './migrate.ts'
import { serveVerb } from './serve.ts'
import type { Verb } from './verb.ts'

const ofApi = Object.entries(wordsOfApi).flatMap(([first, behind]) =>
  Object.entries(behind).map(([rest, said]) => {
    const endpoint = endpoints.find(({ id }) => id === said.id)
    if (!endpoint) throw new Error(`bellhop ${first} ${rest}: there is no endpoint ${said.id}`)
    return endpointVerb(rest === '' ? [first] : [first, rest], endpoint, said)
  }),
)

export const verbs: readonly Verb[] = [
  ...ofApi,
  figuresOf(endpoints),
  eventsVerb,
  apiVerb,
  inviteVerb,
  migrateVerb,
  serveVerb,
  backupVerb,
  restoreVerb,
  doctorVerb,
  completionOf(() => verbs),
]

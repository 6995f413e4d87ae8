// The table: every endpoint there is.
import { adminEndpoints } from './admins.ts'
import { conversationEndpoints } from './conversations.ts'
import type { Endpoint } from './endpoint.ts'
import { issueEndpoints } from './issues.ts'
import { queueEndpoints } from './queues.ts'
import { ruleEndpoints } from './rules.ts'
import { sessionEndpoints } from './session.ts'
import { staffEndpoints } from './staff.ts'
import { visitorEndpoints } from './visitors.ts'
import { watchEndpoints } from './watch.ts'

export const endpoints: readonly Endpoint[] = [
  ...staffEndpoints,
  ...queueEndpoints,
  ...ruleEndpoints,
  ...conversationEndpoints,
  ...visitorEndpoints,
  ...issueEndpoints,
  ...watchEndpoints,
  ...adminEndpoints,
  ...sessionEndpoints,
]

// Where one is signed in, with a way to end each that is not here.

import { perform, useApp } from '../app.ts'
import type { Answer } from '../ask.ts'
import { Badge, Card, Shown, When } from '../parts.tsx'

export interface SessionRow {
  readonly id: number
  readonly createdAt: string
  readonly lastSeenAt: string
  readonly address: string
  readonly agent: string
  readonly current: boolean
}

export function Sessions({ answer }: { answer: Answer<{ items: SessionRow[] }> }) {
  const app = useApp()
  const words = app.words.account
  const end = async (id: number) => {
    await perform(app, () => app.api.send('DELETE', `/session/others/${id}`), words.ended)
    await answer.again()
  }
  return (
    <Card title={words.sessions} lead={words.sessionsLead}>
      <Shown of={answer}>
        {({ items }) => (
          <ul class="lines">
            {items.map(({ id, agent, address, lastSeenAt, current }) => (
              <li key={id}>
                <span class="grow" title={agent}>
                  {browserOf(agent)} <small>{address}</small>
                </span>
                {current ? (
                  <Badge tone="good">{words.here}</Badge>
                ) : (
                  <>
                    <When at={lastSeenAt} />
                    <button type="button" class="small" onClick={() => void end(id)}>
                      {words.end}
                    </button>
                  </>
                )}
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Card>
  )
}

// The first that fits: each of them names those after it as well.
const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['Linux', 'Linux'],
] as const

/** “Firefox, Linux”; what is not known is shown as it calls itself. */
function browserOf(agent: string): string {
  const nameIn = (list: readonly (readonly [string, string])[]) => list.find(([part]) => agent.includes(part))?.[1]
  const found = [nameIn(browsers), nameIn(systems)].filter((name) => name !== undefined)
  return found.length > 0 ? found.join(', ') : agent.slice(0, 80) || '–'
}

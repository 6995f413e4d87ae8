// Who claimed which left message, and when; and whose claim lapsed.

import { usePeople, useQueues } from '../all.ts'
import { useApp } from '../app.ts'
import { Choice, Filters } from '../filters.tsx'
import { List } from '../list.tsx'
import { Badge, When } from '../parts.tsx'
import { to } from '../route.ts'
import type { Claim } from '../things.ts'

export function Claims() {
  const { words, route } = useApp()
  const of = words.conversations
  const { options } = useQueues()
  const people = usePeople()
  const { queue, agent } = route.value.query
  const all = ['', words.common.all] as const
  return (
    <>
      <Filters>
        <Choice name="queue" label={of.queue} options={[all, ...options]} />
        <Choice name="agent" label={of.agent} options={[all, ...people.of('agent', 'lead')]} />
      </Filters>
      <List<Claim>
        title={of.views.claims}
        path="/claims"
        query={{ queue, agent }}
        live={['conversation']}
        keyOf={({ id }) => id}
        href={({ conversation }) => to('conversations', conversation)}
        empty={of.noClaims}
        csv="claims.csv"
        columns={[
          { title: of.number, cell: ({ conversation }) => `#${conversation}` },
          { title: of.agent, kind: 'grow', cell: (claim) => <span dir="auto">{people.nameOf(claim.agent)}</span> },
          { title: of.queue, cell: (claim) => claim.queue },
          { title: of.leftAt, cell: ({ leftAt }) => <When at={leftAt} /> },
          { title: of.claimedAt, cell: ({ claimedAt }) => <When at={claimedAt} /> },
          { title: of.lapsed, cell: ({ lapsedAt }) => lapsedAt && <Badge tone="bad">{of.lapsed}</Badge> },
        ]}
      />
    </>
  )
}

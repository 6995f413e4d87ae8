// Visitors: found by name, address or their site’s name for them; those who are banned; and the one that is open.

import { useApp } from '../app.ts'
import { Choice, Filters, Words } from '../filters.tsx'
import { List } from '../list.tsx'
import { Badge, Head, When } from '../parts.tsx'
import { to } from '../route.ts'
import type { Visitor } from '../things.ts'
import { OneVisitor } from './visitor.tsx'

export function Visitors() {
  const { route } = useApp()
  const [number] = route.value.rest
  return number === undefined ? <AllVisitors /> : <OneVisitor key={number} number={number} />
}

export const isBanned = ({ blockedUntil }: Visitor): boolean =>
  blockedUntil !== null && Date.parse(blockedUntil) > Date.now()

function AllVisitors() {
  const { words, route } = useApp()
  const of = words.visitors
  const { words: sought, blocked } = route.value.query
  return (
    <>
      <Head title={of.title} />
      <Filters>
        <Words name="words" label={of.search} />
        <Choice
          name="blocked"
          label={of.bans}
          options={[
            ['', words.common.all],
            ['true', of.onlyBanned],
          ]}
        />
      </Filters>
      <List<Visitor>
        title={of.title}
        path="/visitors"
        query={{ words: sought, blocked }}
        live={['conversation']}
        keyOf={({ id }) => id}
        href={({ id }) => to('visitors', id)}
        empty={of.none}
        csv="visitors.csv"
        columns={[
          {
            title: of.name,
            kind: 'grow',
            cell: (visitor) => <span dir="auto">{visitor.name ?? of.unnamed(visitor.id)}</span>,
          },
          { title: of.email, cell: ({ email }) => email && <span dir="auto">{email}</span> },
          { title: of.verified, cell: ({ verified }) => verified && <Badge tone="good">{verified.site}</Badge> },
          { title: of.bans, cell: (visitor) => isBanned(visitor) && <Badge tone="bad">{of.banned}</Badge> },
          { title: of.lastSeen, sort: 'lastSeen', cell: ({ lastSeen }) => <When at={lastSeen} /> },
        ]}
      />
    </>
  )
}

// Queues: all of them, and the one that is open.

import { Plus } from 'lucide'
import { useState } from 'preact/hooks'
import { Icon } from '../../look/icon.tsx'
import { useApp } from '../app.ts'
import { List } from '../list.tsx'
import { Badge, Head } from '../parts.tsx'
import { to } from '../route.ts'
import type { Queue } from '../things.ts'
import { NewQueue } from './new-queue.tsx'
import { OneQueue } from './queue.tsx'

export function Queues() {
  const { route } = useApp()
  const [name] = route.value.rest
  return name === undefined ? <AllQueues /> : <OneQueue key={name} name={name} />
}

function AllQueues() {
  const { words } = useApp()
  const [isNew, setNew] = useState(false)
  const of = words.queues
  return (
    <>
      <Head title={of.title} lead={of.lead}>
        <button type="button" class="primary" onClick={() => setNew(true)}>
          <Icon of={Plus} /> {of.add}
        </button>
      </Head>
      <List<Queue>
        title={of.title}
        path="/queues"
        live={['staff']}
        keyOf={({ name }) => name}
        href={({ name }) => to('queues', name)}
        empty={of.none}
        csv="queues.csv"
        columns={[
          { title: of.name, sort: 'title', kind: 'grow', cell: ({ title }) => <span dir="auto">{title}</span> },
          { title: of.address, sort: 'name', cell: ({ name }) => <code>{name}</code> },
          {
            title: of.people,
            kind: 'number',
            cell: ({ staff }) => (staff.length > 0 ? staff.length : <Badge tone="soon">0</Badge>),
          },
          { title: of.policy, cell: ({ policy }) => of.policies[policy] },
          { title: of.capacity, kind: 'number', cell: ({ capacity }) => capacity },
          { title: words.hours.title, cell: ({ hours }) => (hours ? hours.zone : words.hours.always) },
        ]}
      />
      {isNew && <NewQueue onClose={() => setNew(false)} />}
    </>
  )
}

// Who serves a queue. It is kept with each person; here it is changed from the queue's side.

import { UserMinus } from 'lucide'
import { Icon } from '../../look/icon.tsx'
import { usePeople } from '../all.ts'
import { perform, useApp } from '../app.ts'
import { Badge, Card } from '../parts.tsx'
import { to } from '../route.ts'
import type { Person } from '../things.ts'
import type { QueuePart } from './queue.tsx'

export function Members({ queue: { name, staff }, again }: QueuePart) {
  const app = useApp()
  const { words, api } = app
  const of = words.queues.members
  const { all } = usePeople()
  const inside = all.filter(({ jid }) => staff.includes(jid))
  const outside = all.filter(({ jid, active, roles }) => active && !staff.includes(jid) && roles.some(answers))
  const change = async (user: string, queuesOf: (person: Person) => string[]) => {
    const work = async () => {
      const { value, etag } = await api.read<Person>(`/staff/${user}`)
      await api.send('PATCH', `/staff/${user}`, { queues: queuesOf(value) }, etag)
      await again()
    }
    await perform(app, work, words.common.saved)
  }
  return (
    <Card title={words.queues.parts.people} lead={of.lead}>
      {inside.length === 0 && <p class="empty">{of.none}</p>}
      <ul class="members">
        {inside.map(({ jid, user, name: own, state }) => (
          <li key={jid}>
            <a href={to('people', user)} dir="auto">
              {own}
            </a>
            <Badge tone={state === 'normal' ? 'good' : 'calm'}>{of.states[state]}</Badge>
            <button
              type="button"
              class="tool small"
              aria-label={of.remove(own)}
              onClick={() => void change(user, ({ queues }) => queues.filter((each) => each !== name))}
            >
              <Icon of={UserMinus} />
            </button>
          </li>
        ))}
      </ul>
      {outside.length > 0 && (
        <p class="add">
          <select
            aria-label={of.add}
            value=""
            onChange={({ currentTarget: { value } }) => value && void change(value, ({ queues }) => [...queues, name])}
          >
            <option value="">{of.add}</option>
            {outside.map(({ user, name: own }) => (
              <option key={user} value={user}>
                {own}
              </option>
            ))}
          </select>
        </p>
      )}
    </Card>
  )
}

const answers = (role: Person['roles'][number]): boolean => role === 'agent' || role === 'lead'

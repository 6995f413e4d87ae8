// Agents, handlers and leads: who there is, and how each one's account stands.

import { Plus } from 'lucide'
import { Icon } from '../../look/icon.tsx'
import { useQueues } from '../all.ts'
import { useApp } from '../app.ts'
import { Choice, Filters, Words } from '../filters.tsx'
import { type Column, List } from '../list.tsx'
import { Badge, Head } from '../parts.tsx'
import { to } from '../route.ts'
import { NewPerson } from './new.tsx'
import { OnePerson } from './one.tsx'
import { type Person, roles } from './person.ts'

export function People() {
  const { route } = useApp()
  const [user] = route.value.rest
  if (user === 'new') return <NewPerson />
  return user === undefined ? <Everybody /> : <OnePerson key={user} user={user} />
}

function Everybody() {
  const { words: all, route } = useApp()
  const words = all.people
  const { words: sought, role, queue, active = 'true' } = route.value.query
  const queues = useQueues().options
  return (
    <>
      <Head title={words.title} lead={words.lead}>
        <a class="button primary" href={to('people', 'new')}>
          <Icon of={Plus} /> {words.add}
        </a>
      </Head>
      <Filters>
        <Words name="words" label={words.search} />
        <Choice
          name="role"
          label={words.role}
          options={[['', all.common.all], ...roles.map((each) => [each, words.roles[each]] as const)]}
        />
        <Choice name="queue" label={words.queue} options={[['', all.common.all], ...queues]} />
        <Choice
          name="active"
          label={words.which}
          options={[
            ['true', words.active],
            ['false', words.inactive],
            ['all', all.common.all],
          ]}
        />
      </Filters>
      <List<Person>
        title={words.title}
        path="/staff"
        query={{ words: sought, role, queue, active: active === 'all' ? undefined : active }}
        live={['staff', 'conversation', 'minute']}
        columns={useColumns(new Map(queues))}
        keyOf={({ user }) => user}
        href={({ user }) => to('people', user)}
        empty={words.nobody}
        csv="people.csv"
      />
    </>
  )
}

function useColumns(titles: ReadonlyMap<string, string>): readonly Column<Person>[] {
  const { words: all } = useApp()
  const words = all.people
  return [
    { title: words.name, sort: 'name', cell: ({ name, user }) => <Named name={name} user={user} /> },
    { title: words.state, cell: (person) => <State person={person} /> },
    {
      title: words.rolesTitle,
      cell: ({ roles }) => (
        <span class="badges">
          {roles.map((role) => (
            <Badge key={role}>{words.roles[role]}</Badge>
          ))}
        </span>
      ),
    },
    {
      title: words.queues,
      kind: 'grow',
      cell: ({ queues }) => queues.map((name) => titles.get(name) ?? name).join(', '),
    },
    { title: words.conversations, kind: 'number', cell: ({ conversations }) => conversations },
    { title: words.account, cell: ({ account }) => <Account of={account} /> },
  ]
}

function Named({ name, user }: { name: string; user: string }) {
  return (
    <span class="named">
      <bdi>{name}</bdi> <small>{user}</small>
    </span>
  )
}

export function State({ person: { active, state, override } }: { person: Person }) {
  const { words } = useApp()
  if (!active) return <Badge>{words.people.inactive}</Badge>
  return (
    <span class="state">
      <i class={`dot ${state}`} /> {words.people.states[state]}
      {override && <small> {words.people.forced}</small>}
    </span>
  )
}

export function Account({ of }: { of: Person['account'] }) {
  const { words } = useApp()
  const tones = { kept: 'good', pending: 'soon', failed: 'bad' } as const
  return <Badge tone={tones[of.state]}>{words.people.accounts[of.state]}</Badge>
}

// Types of issues as a tree, with who is responsible for each; and how long issues may take.

import { Pencil, Plus, Trash } from 'lucide'
import { useState } from 'preact/hooks'
import { Icon } from '../../look/icon.tsx'
import { usePeople } from '../all.ts'
import { perform, useApp } from '../app.ts'
import { List } from '../list.tsx'
import { Card, Head } from '../parts.tsx'
import type { IssueType } from '../things.ts'
import { Deadlines } from './deadlines.tsx'
import { pathOf, TypeDialog } from './type.tsx'

export function Types() {
  const app = useApp()
  const { words } = app
  const of = words.types
  const people = usePeople()
  const [open, setOpen] = useState<string | undefined>()
  const [turn, setTurn] = useState(0)
  const remove = async ({ name }: IssueType) => {
    if (!(await app.confirm({ title: of.removeTitle(name), action: words.common.remove, bad: true }))) return
    await perform(app, () => app.api.send('DELETE', pathOf(name)), of.removed)
    setTurn(turn + 1)
  }
  const person = (own: string | null, inherited: string | null) => {
    if (own !== null) return <span dir="auto">{people.nameOf(own)}</span>
    return <span class="never">{inherited === null ? '–' : of.inherited(people.nameOf(inherited))}</span>
  }
  return (
    <>
      <Head title={of.title} lead={of.lead}>
        <button type="button" class="primary" onClick={() => setOpen('')}>
          <Icon of={Plus} /> {of.add}
        </button>
      </Head>
      <div class="stack">
        <List<IssueType>
          title={of.title}
          path="/issue-types"
          keyOf={({ name }) => name}
          empty={of.none}
          turn={turn}
          columns={[
            { title: of.name, kind: 'grow', cell: ({ name }) => <TypeName name={name} /> },
            { title: of.handler, cell: ({ handler, responsible }) => person(handler, responsible.handler) },
            { title: of.backup, cell: ({ backup, responsible }) => person(backup, responsible.backup) },
            {
              title: words.common.actions,
              kind: 'tools',
              cell: (type) => (
                <>
                  <Tool label={of.addBelow(type.name)} of={Plus} onClick={() => setOpen(`${type.name}/`)} />
                  <Tool label={`${words.common.edit}: ${type.name}`} of={Pencil} onClick={() => setOpen(type.name)} />
                  <Tool label={`${words.common.remove}: ${type.name}`} of={Trash} onClick={() => void remove(type)} />
                </>
              ),
            },
          ]}
        />
        <Card title={of.deadlines} lead={of.deadlinesLead}>
          <Deadlines />
        </Card>
      </div>
      {open !== undefined && (
        <TypeDialog
          name={open}
          isNew={open === '' || open.endsWith('/')}
          people={people.of('handler', 'lead')}
          onClose={() => setOpen(undefined)}
          onSaved={() => setTurn(turn + 1)}
        />
      )}
    </>
  )
}

/** Its last part, as far in as it is deep; the whole path for who can't see that. */
function TypeName({ name }: { name: string }) {
  const path = name.split('/')
  return (
    <span class={`type level-${Math.min(path.length, 5)}`} title={name} dir="auto">
      {path.length > 1 && <span class="sr">{path.slice(0, -1).join('/')}/</span>}
      {path.at(-1)}
    </span>
  )
}

const Tool = ({ label, of, onClick }: { label: string; of: typeof Plus; onClick(): void }) => (
  <button type="button" class="tool small" aria-label={label} onClick={onClick}>
    <Icon of={of} />
  </button>
)

// Canned replies, of queues and of people: texts that agents send by their name.

import { Pencil, Plus, Trash } from 'lucide'
import { useState } from 'preact/hooks'
import { Icon } from '../../look/icon.tsx'
import { usePeople, useQueues } from '../all.ts'
import { perform, useApp } from '../app.ts'
import { Choice, Filters } from '../filters.tsx'
import { languageName } from '../languages.ts'
import { List } from '../list.tsx'
import { Head } from '../parts.tsx'
import type { Canned } from '../things.ts'
import { CannedDialog, pathOf } from './reply.tsx'

export function CannedReplies() {
  const app = useApp()
  const { words, route, locale } = app
  const of = words.canned
  const { options } = useQueues()
  const people = usePeople()
  const owners = [...options, ...people.of('agent', 'lead')]
  const ownerName = (owner: string) => owners.find(([each]) => each === owner)?.[1] ?? owner
  const [open, setOpen] = useState<Canned | 'new' | undefined>()
  const [turn, setTurn] = useState(0)
  const remove = async (reply: Canned) => {
    const title = of.removeTitle(reply.name)
    if (!(await app.confirm({ title, text: reply.body, action: words.common.remove, bad: true }))) return
    await perform(app, () => app.api.send('DELETE', pathOf(reply)), of.removed)
    setTurn(turn + 1)
  }
  return (
    <>
      <Head title={of.title} lead={of.lead}>
        <button type="button" class="primary" onClick={() => setOpen('new')}>
          <Icon of={Plus} /> {of.add}
        </button>
      </Head>
      <Filters>
        <Choice name="owner" label={of.owner} options={[['', words.common.all], ...owners]} />
      </Filters>
      <List<Canned>
        title={of.title}
        path="/canned"
        query={{ owner: route.value.query.owner }}
        keyOf={({ owner, name, lang }) => `${owner}/${name}/${lang}`}
        empty={of.none}
        turn={turn}
        csv="canned.csv"
        columns={[
          { title: of.name, cell: ({ name }) => <code>!reply {name}</code> },
          {
            title: of.body,
            kind: 'grow',
            cell: ({ body, lang }) => <span {...{ lang, dir: 'auto', class: 'excerpt' }}>{body}</span>,
          },
          { title: of.lang, cell: ({ lang }) => languageName(lang, locale) },
          { title: of.owner, cell: ({ owner }) => <span dir="auto">{ownerName(owner)}</span> },
          {
            title: words.common.actions,
            kind: 'tools',
            cell: (reply) => (
              <>
                <Tool label={`${words.common.edit}: ${reply.name}`} of={Pencil} onClick={() => setOpen(reply)} />
                <Tool label={`${words.common.remove}: ${reply.name}`} of={Trash} onClick={() => void remove(reply)} />
              </>
            ),
          },
        ]}
      />
      {open && (
        <CannedDialog
          reply={open === 'new' ? undefined : open}
          owners={owners}
          onClose={() => setOpen(undefined)}
          onSaved={() => setTurn(turn + 1)}
        />
      )}
    </>
  )
}

const Tool = ({ label, of, onClick }: { label: string; of: typeof Plus; onClick(): void }) => (
  <button type="button" class="tool small" aria-label={label} onClick={onClick}>
    <Icon of={of} />
  </button>
)

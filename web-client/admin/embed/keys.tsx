// Keys by which sites vouch for their people: made here, their secret shown once, and code that signs with them.

import { Plus } from 'lucide'
import { useState } from 'preact/hooks'
import { Icon } from '../../look/icon.tsx'
import { perform, useApp } from '../app.ts'
import { Dialog } from '../confirm.tsx'
import { TextField } from '../fields.tsx'
import { Form } from '../form.tsx'
import { List } from '../list.tsx'
import { Badge, Card, Secret, When } from '../parts.tsx'
import type { IdentityKey } from '../things.ts'
import { Code } from './code.tsx'
import { type Language, languages, pageCode, serverCode } from './samples.ts'

interface MadeKey extends IdentityKey {
  secret: string
}

export function Keys() {
  const app = useApp()
  const { words, api } = app
  const of = words.embed.keys
  const [isNew, setNew] = useState(false)
  const [made, setMade] = useState<MadeKey | undefined>()
  const [turn, setTurn] = useState(0)
  const revoke = async ({ id, site }: IdentityKey) => {
    if (!(await app.confirm({ title: of.revokeTitle(site), text: of.revokeText, action: of.revoke, bad: true }))) return
    await perform(app, () => api.send('DELETE', `/identity-keys/${encodeURIComponent(id)}`), of.revoked)
    setTurn(turn + 1)
  }
  const onMade = (key: MadeKey) => {
    setNew(false)
    setMade(key)
    setTurn(turn + 1)
  }
  return (
    <Card title={of.title} lead={of.lead} class="keys">
      <p class="add">
        <button type="button" onClick={() => setNew(true)}>
          <Icon of={Plus} /> {of.add}
        </button>
      </p>
      {made && (
        <div class="made">
          <Secret label={of.secret(made.site, made.id)} value={made.secret} hint={words.common.once} />
        </div>
      )}
      <List<IdentityKey>
        title={of.title}
        path="/identity-keys"
        turn={turn}
        keyOf={({ id }) => id}
        empty={of.none}
        columns={[
          { title: of.site, kind: 'grow', cell: ({ site }) => site },
          { title: of.id, cell: ({ id }) => <code>{id}</code> },
          { title: of.madeAt, cell: ({ at }) => <When at={at} /> },
          {
            title: of.state,
            cell: ({ endedAt }) => (endedAt ? <Badge>{of.ended}</Badge> : <Badge tone="good">{of.good}</Badge>),
          },
          {
            title: words.common.actions,
            kind: 'tools',
            cell: (key) =>
              key.endedAt === null && (
                <button
                  type="button"
                  class="small bad"
                  aria-label={`${of.revoke}: ${key.site}`}
                  onClick={() => void revoke(key)}
                >
                  {of.revoke}
                </button>
              ),
          },
        ]}
      />
      <Samples id={made?.id} />
      {isNew && <NewKey onClose={() => setNew(false)} onMade={onMade} />}
    </Card>
  )
}

function NewKey({ onClose, onMade }: { onClose(): void; onMade(key: MadeKey): void }) {
  const { words, api } = useApp()
  const of = words.embed.keys
  const save = async (values: FormData) =>
    onMade(await api.send<MadeKey>('POST', '/identity-keys', { site: String(values.get('site')).trim() }))
  return (
    <Dialog title={of.add} onClose={onClose}>
      <Form action={of.make} onSave={save} onCancel={onClose}>
        <TextField name="site" label={of.site} hint={of.siteHint} required maxLength={64} focus autocapitalize="none" />
      </Form>
    </Dialog>
  )
}

/** With the id of the key that was just made, if there is one. */
function Samples({ id = 'KEY_ID' }: { id: string | undefined }) {
  const { words } = useApp()
  const of = words.embed.keys
  const [open, setOpen] = useState<Language>('Node')
  return (
    <section class="samples" aria-label={of.samples}>
      <h3>{of.samples}</h3>
      <p class="hint">{of.samplesLead}</p>
      <fieldset class="tabs">
        <legend class="sr">{of.language}</legend>
        {(Object.keys(languages) as Language[]).map((name) => (
          <button key={name} type="button" class="small" aria-pressed={name === open} onClick={() => setOpen(name)}>
            {name}
          </button>
        ))}
      </fieldset>
      <Code label={of.server(open)} code={serverCode(open, id)} />
      <Code label={of.page} code={pageCode(new URL('..', location.href).href.replace(/\/$/, ''))} />
    </section>
  )
}

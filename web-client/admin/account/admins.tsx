// Who may sign in here. A new admin, and one who forgot his password, gets a link that works once.

import { UserPlus } from 'lucide'
import { useState } from 'preact/hooks'
import { Icon } from '../../look/icon.tsx'
import { dateTime } from '../../look/time.ts'
import { perform, useApp } from '../app.ts'
import { Dialog } from '../confirm.tsx'
import { TextField } from '../fields.tsx'
import { Form } from '../form.tsx'
import { type Column, List } from '../list.tsx'
import { Badge, Head, Secret, When } from '../parts.tsx'

interface Admin {
  readonly id: number
  readonly name: string
  readonly totp: boolean
  readonly active: boolean
  readonly createdAt: string
  readonly lastLoginAt: string | null
}

interface Link {
  readonly link: string
  readonly expiresAt: string
}

export function Admins() {
  const app = useApp()
  const words = app.words.admins
  const [link, tell] = useState<Link & { name: string }>()
  const [isInviting, inviting] = useState(false)
  const [turn, again] = useState(0)
  const invite = async (values: FormData) => {
    const name = String(values.get('name')).trim()
    tell({ ...(await app.api.send<Link>('POST', '/admins', { name })), name })
    inviting(false)
    again(turn + 1)
  }
  const reset = async ({ id, name }: Admin) => {
    const made = await perform(app, () => app.api.send<Link>('POST', `/admins/${id}/reset`))
    if (made) tell({ ...made, name })
  }
  const remove = async ({ id, name }: Admin) => {
    const question = { title: words.removeAsk(name), text: words.removeText, action: words.remove, bad: true } as const
    if (!(await app.confirm(question))) return
    await perform(app, () => app.api.send('DELETE', `/admins/${id}`), words.removed(name))
    again(turn + 1)
  }
  return (
    <>
      <Head title={words.title} lead={words.lead}>
        <button type="button" class="primary" onClick={() => inviting(true)}>
          <Icon of={UserPlus} /> {words.add}
        </button>
      </Head>
      <List<Admin>
        {...{ title: words.title, path: '/admins', turn, empty: words.title }}
        columns={useColumns(reset, remove)}
        keyOf={({ id }) => id}
      />
      {isInviting && (
        <Dialog title={words.add} onClose={() => inviting(false)}>
          <Form action={words.makeLink} onCancel={() => inviting(false)} onSave={invite}>
            <TextField name="name" label={words.name} hint={words.nameHint} required maxLength={100} focus />
          </Form>
        </Dialog>
      )}
      {link && (
        <Dialog title={words.linkFor(link.name)} onClose={() => tell(undefined)}>
          <Secret
            label={words.link}
            value={link.link}
            hint={words.until(dateTime(Date.parse(link.expiresAt), app.locale))}
          />
          <p class="hint">{words.handOver}</p>
          <p class="buttons end">
            <button type="button" class="primary" onClick={() => tell(undefined)}>
              {words.kept}
            </button>
          </p>
        </Dialog>
      )}
    </>
  )
}

type Deed = (admin: Admin) => Promise<void>

function useColumns(reset: Deed, remove: Deed): readonly Column<Admin>[] {
  const { words: all, me } = useApp()
  const words = all.admins
  return [
    {
      ...{ title: words.name, sort: 'name', kind: 'grow' },
      cell: ({ id, name }) => (
        <span>
          <b dir="auto">{name}</b> {id === me.value.id && <small>{words.you}</small>}
        </span>
      ),
    },
    {
      title: words.standing,
      cell: ({ active }) => <Badge tone={active ? 'good' : 'calm'}>{active ? words.active : words.inactive}</Badge>,
    },
    {
      title: words.totp,
      cell: ({ totp }) => <Badge tone={totp ? 'good' : 'calm'}>{totp ? words.on : words.off}</Badge>,
    },
    { title: words.lastLogin, cell: ({ lastLoginAt }) => <When at={lastLoginAt} never={all.common.never} /> },
    {
      ...{ title: all.common.actions, kind: 'tools' },
      cell: (admin) => (
        <span class="buttons end">
          <button type="button" class="small" aria-label={words.resetWho(admin.name)} onClick={() => void reset(admin)}>
            {words.reset}
          </button>
          {admin.active && (
            <button
              type="button"
              class="small bad"
              aria-label={words.removeWho(admin.name)}
              onClick={() => void remove(admin)}
            >
              {words.remove}
            </button>
          )}
        </span>
      ),
    },
  ]
}

// Tokens for programs: what each may do, until when, and when it was last used. What opens is shown once.

import { Plus } from 'lucide'
import { useState } from 'preact/hooks'
import { Icon } from '../../look/icon.tsx'
import { perform, useApp } from '../app.ts'
import { type Column, List } from '../list.tsx'
import { Badge, Head, When } from '../parts.tsx'
import { NewToken } from './new.tsx'

export interface Token {
  readonly id: number
  readonly name: string
  readonly scopes: readonly string[]
  readonly createdAt: string
  readonly createdBy: string
  readonly expiresAt: string | null
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}

export function Tokens() {
  const app = useApp()
  const words = app.words.tokens
  const [isMaking, making] = useState(false)
  const [turn, again] = useState(0)
  const revoke = async ({ id, name }: Token) => {
    const question = { title: words.revokeAsk(name), text: words.revokeText, action: words.revoke, bad: true } as const
    if (!(await app.confirm(question))) return
    await perform(app, () => app.api.send('DELETE', `/tokens/${id}`), words.revoked(name))
    again(turn + 1)
  }
  return (
    <>
      <Head title={words.title} lead={words.lead}>
        <a class="button" href="/api/docs">
          {words.docs}
        </a>
        <button type="button" class="primary" onClick={() => making(true)}>
          <Icon of={Plus} /> {words.add}
        </button>
      </Head>
      <List<Token>
        title={words.title}
        path="/tokens"
        turn={turn}
        columns={useColumns(revoke)}
        keyOf={({ id }) => id}
        empty={words.nothing}
      />
      {isMaking && <NewToken onClose={() => making(false)} onMade={() => again(turn + 1)} />}
    </>
  )
}

function useColumns(revoke: (token: Token) => Promise<void>): readonly Column<Token>[] {
  const { words: all } = useApp()
  const words = all.tokens
  return [
    { title: words.name, sort: 'name', cell: ({ name }) => <b dir="auto">{name}</b> },
    {
      ...{ title: words.scopes, kind: 'grow' },
      cell: ({ scopes }) => (
        <span class="badges">
          {scopes.map((scope) => (
            <Badge key={scope} tone={scope === 'all' ? 'soon' : 'calm'}>
              {scope}
            </Badge>
          ))}
        </span>
      ),
    },
    { title: words.standing, cell: (token) => <Standing token={token} /> },
    { title: words.used, cell: ({ lastUsedAt }) => <When at={lastUsedAt} never={all.common.never} /> },
    { title: words.made, cell: ({ createdAt, createdBy }) => <Made at={createdAt} by={createdBy} /> },
    {
      ...{ title: all.common.actions, kind: 'tools' },
      cell: (token) =>
        token.revokedAt === null && (
          <button type="button" class="small bad" onClick={() => void revoke(token)}>
            {words.revoke}
          </button>
        ),
    },
  ]
}

function Made({ at, by }: { at: string; by: string }) {
  return (
    <span class="made">
      <When at={at} /> <small dir="auto">{by}</small>
    </span>
  )
}

function Standing({ token: { revokedAt, expiresAt } }: { token: Token }) {
  const { words: all } = useApp()
  const words = all.tokens
  if (revokedAt !== null) return <Badge>{words.isRevoked}</Badge>
  if (expiresAt === null) return <Badge tone="good">{words.forGood}</Badge>
  const isOver = Date.parse(expiresAt) <= Date.now()
  return (
    <span>
      <Badge tone={isOver ? 'bad' : 'good'}>{isOver ? words.expired : words.valid}</Badge> <When at={expiresAt} />
    </span>
  )
}

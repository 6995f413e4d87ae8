// One visitor: who he is, what he may be called and written to, his conversations, and whether he is banned.

import { Ban, Eraser } from 'lucide'
import { useState } from 'preact/hooks'
import { Icon } from '../../look/icon.tsx'
import { dateTime } from '../../look/time.ts'
import { usePeople } from '../all.ts'
import { Refusal } from '../api.ts'
import { perform, useApp } from '../app.ts'
import { type Answer, useAnswer } from '../ask.ts'
import { ConversationList } from '../conversations/list.tsx'
import { Edit } from '../edit.tsx'
import { TextField } from '../fields.tsx'
import { IssueList } from '../issues/list.tsx'
import { languageName } from '../languages.ts'
import { Badge, Card, Head, Shown, When } from '../parts.tsx'
import { to } from '../route.ts'
import type { Visitor } from '../things.ts'
import { BanDialog } from './ban.tsx'
import { isBanned } from './visitors.tsx'

export function OneVisitor({ number }: { number: string }) {
  const app = useApp()
  const { words } = app
  const of = words.visitors
  const path = `/visitors/${encodeURIComponent(number)}`
  const answer = useAnswer<Visitor>(path)
  const people = usePeople()
  const visitor = answer.value
  return (
    <>
      <Head title={visitor?.name ?? of.unnamed(number)} back={{ href: to('visitors'), title: of.title }}>
        {visitor && <Acts {...{ path, visitor, answer }} />}
      </Head>
      <Shown of={answer}>
        {(visitor) => (
          <div class="stack">
            <div class="split">
              <Card title={of.contact}>
                <Edit<Visitor>
                  path={path}
                  method="PATCH"
                  parts={{ name: of.name, email: of.email }}
                  bodyOf={(values) => ({ name: textOr(values, 'name'), email: textOr(values, 'email') })}
                  onSaved={() => void answer.again()}
                >
                  {({ name, email }) => (
                    <>
                      <TextField name="name" label={of.name} initial={name} maxLength={100} autocomplete="off" />
                      <TextField name="email" label={of.email} initial={email} inputmode="email" autocomplete="off" />
                    </>
                  )}
                </Edit>
              </Card>
              <Known visitor={visitor} />
            </div>
            <h2>{words.conversations.title}</h2>
            <ConversationList query={{ visitor: visitor.id }} people={people} />
            <h2>{words.issues.title}</h2>
            <IssueList query={{ visitor: visitor.id }} people={people} />
          </div>
        )}
      </Shown>
    </>
  )
}

const textOr = (values: FormData, name: string): string | null => String(values.get(name) ?? '').trim() || null

interface ActsProps {
  path: string
  visitor: Visitor
  answer: Answer<Visitor>
}

function Acts({ path, visitor, answer }: ActsProps) {
  const app = useApp()
  const { words, api } = app
  const of = words.visitors
  const [isBanning, setBanning] = useState(false)
  const unban = async () => {
    await perform(app, () => api.send('DELETE', `${path}/ban`), of.unbanned)
    await answer.again()
  }
  const erase = async () => {
    const title = of.eraseTitle(visitor.name ?? of.unnamed(visitor.id))
    if (!(await app.confirm({ title, text: of.eraseText, action: of.erase, bad: true }))) return
    await perform(app, async () => {
      const isErased = await api.send('DELETE', path).then(() => true, eraseTalking)
      if (!isErased) return
      location.hash = to('visitors')
      app.say(of.erased)
    })
  }
  /** Somebody talks with him at this moment: that is to be known before it is done all the same. */
  const eraseTalking = async (error: unknown): Promise<boolean> => {
    if (!(error instanceof Refusal) || error.status !== 409) throw error
    const text = error.message
    if (!(await app.confirm({ title: of.eraseStill, text, action: of.erase, bad: true }))) return false
    await api.send('DELETE', `${path}?force=true`)
    return true
  }
  return (
    <>
      {isBanned(visitor) ? (
        <button type="button" onClick={() => void unban()}>
          {of.unban}
        </button>
      ) : (
        <button type="button" class="bad" onClick={() => setBanning(true)}>
          <Icon of={Ban} /> {of.ban}
        </button>
      )}
      <button type="button" class="bad" onClick={() => void erase()}>
        <Icon of={Eraser} /> {of.erase}
      </button>
      {isBanning && <BanDialog path={path} onClose={() => setBanning(false)} onDone={() => void answer.again()} />}
    </>
  )
}

/** What the desk knows of him by itself. Where he was is text: an address of a visitor’s making is nobody’s link. */
function Known({ visitor }: { visitor: Visitor }) {
  const { words, locale } = useApp()
  const of = words.visitors
  const { verified, lang, page, firstSeen, lastSeen, blockedUntil } = visitor
  return (
    <Card title={of.known}>
      <dl class="facts">
        {isBanned(visitor) && (
          <>
            <dt>{of.bans}</dt>
            <dd>
              <Badge tone="bad">{of.until(dateTime(Date.parse(blockedUntil as string), locale))}</Badge>
            </dd>
          </>
        )}
        <dt>{of.verified}</dt>
        <dd dir="auto">{verified ? `${verified.site}: ${verified.sub}` : of.notVerified}</dd>
        <dt>{of.lang}</dt>
        <dd>{languageName(lang, locale)}</dd>
        {page && (
          <>
            <dt>{of.page}</dt>
            <dd class="page">
              <span dir="auto">{page.title}</span>
              <small>{page.url}</small>
              {page.referrer && <small>{of.referrer(page.referrer)}</small>}
            </dd>
          </>
        )}
        <dt>{of.firstSeen}</dt>
        <dd>
          <When at={firstSeen} />
        </dd>
        <dt>{of.lastSeen}</dt>
        <dd>
          <When at={lastSeen} />
        </dd>
      </dl>
    </Card>
  )
}

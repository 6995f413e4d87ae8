// How an issue came to be what it is: the conversations it came out of, what was done, and who was reminded.

import type { People } from '../all.ts'
import { useApp } from '../app.ts'
import { useAnswer } from '../ask.ts'
import { Lines } from '../conversations/lines.tsx'
import { Card, Shown, When } from '../parts.tsx'
import { to } from '../route.ts'
import type { Strings } from '../strings/en.ts'
import type { Happened, Reminder, Scene } from '../things.ts'

interface PastProps {
  path: string
  people: People
}

interface Items<Item> {
  items: Item[]
}

export function Scenes({ path, people }: PastProps) {
  const { words } = useApp()
  const of = words.issues
  const answer = useAnswer<Items<Scene>>(`${path}/scenes`, {}, ['issue'])
  return (
    <Card title={of.scenes} lead={of.scenesLead}>
      <Shown of={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="empty">{of.noScenes}</p>
          ) : (
            items.map(({ conversation, known, messages }) => (
              <details key={conversation} class="scene" open={items.length === 1}>
                <summary>
                  #{conversation} <span dir="auto">{known.visitor}</span>
                  {known.page && <small dir="auto">{known.page.title}</small>}
                </summary>
                <Lines transcript={{ messages }} people={people} />
                <p class="links">
                  <a href={to('conversations', conversation)}>{of.openConversation}</a>
                </p>
              </details>
            ))
          )
        }
      </Shown>
    </Card>
  )
}

export function History({ path, people }: PastProps) {
  const { words } = useApp()
  const of = words.issues
  const names: Readonly<Record<string, string>> = of.happenings
  const answer = useAnswer<Items<Happened>>(`${path}/history`, {}, ['issue'])
  return (
    <Card title={of.history}>
      <Shown of={answer}>
        {({ items }) => (
          <ol class="history">
            {items.map(({ what, who, detail, at }, place) => (
              <li key={place}>
                <b>{names[what] ?? what}</b> {who && <span dir="auto">{people.nameOf(who)}</span>} <When at={at} />
                {detail && <p dir="auto">{detailOf(what, detail, of) ?? people.nameOf(detail)}</p>}
              </li>
            ))}
          </ol>
        )}
      </Shown>
    </Card>
  )
}

/** What the desk writes down of its clocks, in words. */
function detailOf(what: string, detail: string, { clock, level }: Strings['issues']): string | undefined {
  if (what === 'breached') return clock[detail as keyof typeof clock]
  const [, name, which, nth] = (what === 'reminded' && /^(.*): (accept|resolve) (\d+)$/s.exec(detail)) || []
  return name && `${name} · ${clock[which as keyof typeof clock]} · ${level(Number(nth))}`
}

export function Reminders({ issue, people }: { issue: number; people: People }) {
  const { words } = useApp()
  const of = words.issues
  const answer = useAnswer<Items<Reminder>>('/reminders', { issue, limit: 50 }, ['issue'])
  return (
    <Card title={of.reminders}>
      <Shown of={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="empty">{of.noReminders}</p>
          ) : (
            <ol class="history">
              {items.map(({ clock, level, jid, at }) => (
                <li key={`${clock}-${level}-${jid}-${at}`}>
                  <b>{of.clock[clock]}</b> <span dir="auto">{people.nameOf(jid)}</span> <When at={at} />
                  <small>{of.level(level)}</small>
                </li>
              ))}
            </ol>
          )
        }
      </Shown>
    </Card>
  )
}

// Who the visitor is: the page he looks at, where he came from, what he had asked before, his issues, our notes.

import type { ComponentChildren } from 'preact'
import type { Row } from '../headless/agent/forms.ts'
import type { Thread } from '../headless/agent/state.ts'
import { ago, dateTime } from '../look/time.ts'
import { useApp } from './app.ts'
import { Words } from './bubble.tsx'
import { IssueRow } from './issue-row.tsx'
import { useRows } from './rows.ts'
import { webAddress } from './text.ts'

export function VisitorPane({ thread, history }: { thread: Thread; history: readonly Row[] | undefined }) {
  const app = useApp()
  const { words } = app
  const { jid, here, listed } = thread
  const ask = (node: string, also?: unknown) => useRows(app, { address: jid, node, also }).value
  const info = ask('info', here)?.[0]
  const earlier = ask('earlier')
  const issues = ask('issues', issueCount(app.state.value.issueNews))
  // Of a conversation that is not ours the desk may tell nothing, which is not the same as that there is nothing.
  const tells = (rows: readonly Row[] | undefined) => listed || (rows ?? []).length > 0
  const notes = (history ?? []).filter(({ what }) => what === 'note').reverse()
  return (
    <aside class="pane" aria-label={words.visitor}>
      <Facts info={info ?? {}} thread={thread} />
      {tells(history) && (
        <Part title={words.notes} empty={words.notesNone}>
          {notes.map(({ at = '', name, detail = '' }) => (
            <li key={at} class="note">
              <small>
                {name} · {ago(Date.parse(at), app.clock.value, app.locale)}
              </small>
              <p dir="auto">
                <Words text={detail} />
              </p>
            </li>
          ))}
        </Part>
      )}
      {tells(issues) && (
        <Part title={words.visitorIssues} empty={words.noIssues}>
          {(issues ?? []).map((row) => (
            <IssueRow key={row.number} row={row} />
          ))}
        </Part>
      )}
      {tells(earlier) && (
        <Part title={words.earlier} empty={words.earlierNone}>
          {(earlier ?? []).map((row) => (
            <li key={row.number} class="row">
              <a href={`#/chats/${row.number}`}>
                <span class="what">
                  <span class="title">
                    #{row.number} <small>{row.queue}</small>
                  </span>
                  <span class="last" dir="auto">
                    {row.last}
                  </span>
                </span>
                <time>{ago(Date.parse(row.openedAt ?? ''), app.clock.value, app.locale)}</time>
              </a>
            </li>
          ))}
        </Part>
      )}
    </aside>
  )
}

const issueCount = (news: ReadonlyMap<number, number>): number =>
  [...news.values()].reduce((sum, each) => sum + each, 0)

function Facts({ info, thread }: { info: Row; thread: Thread }) {
  const { words, locale } = useApp()
  const { page, pageTitle, referrer, email, lang, queue, firstSeen, lastSeen, site, sub } = info
  const time = (at: string | undefined) => (at ? dateTime(Date.parse(at), locale) : undefined)
  const facts: [string, ComponentChildren][] = [
    [words.page, page && <Address url={page} text={pageTitle || page} />],
    [words.referrer, referrer && <Address url={referrer} text={referrer} />],
    [words.language, lang && languageName(lang, locale)],
    [words.email, email],
    [words.verified, site && sub && words.verifiedAs(sub, site)],
    ...answersOf(info),
    [words.queueName, queue],
    [words.firstSeen, time(firstSeen)],
    [words.lastSeen, time(lastSeen)],
  ]
  return (
    <section class="facts">
      <h2 dir="auto">{thread.name}</h2>
      {thread.listed && (
        <p class={thread.here ? 'presence in' : 'presence'}>
          <i /> {thread.here ? words.here : words.away}
        </p>
      )}
      <dl>
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt>{name}</dt>
                <dd dir="auto">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}

/** What he answered before the chat: the e-mail address stands above already. */
function answersOf(info: Row): [string, string][] {
  const answers = Object.entries(info).filter(([name, value]) => name.startsWith('answer ') && value !== info.email)
  return answers.map(([name, value]) => [name.slice('answer '.length), value])
}

/** Somebody else's address: a link only when it leads to the web, and as text always. */
function Address({ url, text }: { url: string; text: string }) {
  const href = webAddress(url)
  if (!href) return <>{text}</>
  return (
    <a href={href} title={url} target="_blank" rel="noopener noreferrer nofollow">
      {text}
    </a>
  )
}

function languageName(tag: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

function Part({ title, empty, children }: { title: string; empty: string; children: ComponentChildren[] }) {
  return (
    <section class="part">
      <h3>{title}</h3>
      {children.length === 0 ? <p class="empty">{empty}</p> : <ul>{children}</ul>}
    </section>
  )
}

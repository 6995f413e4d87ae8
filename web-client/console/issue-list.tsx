// Issues: those that wait for me, the open ones, the overdue, all of them, or those in which words are found.

import { Plus, Search } from 'lucide'
import { Icon } from '../look/icon.tsx'
import { useApp } from './app.ts'
import { Back } from './back.tsx'
import { IssueRow } from './issue-row.tsx'
import { useRows } from './rows.ts'

const filters = { mine: 'forMe', open: 'open', overdue: 'overdue', all: 'all' } as const

export function IssueList({ filter, query }: { filter: string; query: string }) {
  const app = useApp()
  const { words, session, state, overlay } = app
  const { desk } = session.store.domains
  const narrowed = filter === 'open' ? {} : { filter }
  const also = [...state.value.issueNews.values()].reduce((sum, each) => sum + each, 0)
  const found = useRows(
    app,
    query
      ? { address: desk, node: 'find', values: { words: query }, also }
      : { address: desk, node: 'issues', values: narrowed, also },
  )
  return (
    <main class="issues">
      <header class="head">
        <Back to="#/" />
        <h1>{words.issues}</h1>
        <button
          type="button"
          class="primary small"
          onClick={() => {
            overlay.value = { kind: 'issue', address: desk }
          }}
        >
          <Icon of={Plus} /> {words.newIssue}
        </button>
      </header>
      <div class="filters">
        <nav aria-label={words.issues}>
          {Object.entries(filters).map(([name, label]) => (
            <a key={name} href={`#/issues/${name}`} aria-current={!query && filter === name ? 'page' : undefined}>
              {words[label]}
            </a>
          ))}
        </nav>
        <label class="search">
          <Icon of={Search} />
          <input
            type="search"
            aria-label={words.search}
            placeholder={words.search}
            value={query}
            onChange={(event) => {
              const found = event.currentTarget.value.trim()
              location.hash = found ? `#/issues/find/${encodeURIComponent(found)}` : '#/issues'
            }}
          />
        </label>
      </div>
      {found.value?.length === 0 && <p class="empty">{words.noIssues}</p>}
      <ul class="issue-rows">
        {(found.value ?? []).map((row) => (
          <IssueRow key={row.number} row={row} />
        ))}
      </ul>
    </main>
  )
}

// Nothing is open: one's own figures of today.

import { useEffect } from 'preact/hooks'
import { span } from '../look/time.ts'
import { isAgentIn, useApp } from './app.ts'

const ofIssues = ['issuesFiled', 'issuesResolved'] as const
const ofAgents = ['taken', 'answered', 'closed', 'messages', 'firstAnswer', 'rating', ...ofIssues] as const

export function Home() {
  const { state, words, locale, session } = useApp()
  const { figures, link, ready, roles } = state.value
  const isAgent = isAgentIn(roles)
  useEffect(() => {
    if (link === 'online' && ready) session.desk.want('stats')
  }, [link, ready])
  return (
    <main class="home">
      <h1>{words.today}</h1>
      <dl class="figures">
        {(isAgent ? ofAgents : ofIssues).map((name) => (
          <div key={name}>
            <dt>{words.figures[name]}</dt>
            <dd>{shownAs(name, figures[name], locale)}</dd>
          </div>
        ))}
      </dl>
      <p class="hint">{isAgent ? words.pick : words.pickIssue}</p>
    </main>
  )
}

function shownAs(name: (typeof ofAgents)[number], value: string | undefined, locale: string): string {
  if (value === undefined) return '–'
  if (name === 'firstAnswer') return span(Number(value) * 1000, locale)
  return new Intl.NumberFormat(locale).format(Number(value))
}

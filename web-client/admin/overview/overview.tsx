// How the desk stands now, as it happens: who is in, who waits, what is late, and the figures of today.

import { withQuery } from '../api.ts'
import { useApp } from '../app.ts'
import { useAnswer } from '../ask.ts'
import { Head, Shown } from '../parts.tsx'
import { to } from '../route.ts'
import { IsIn } from './in.tsx'
import { Overdue } from './overdue.tsx'
import { Today } from './today.tsx'
import { Waiting } from './waiting.tsx'

type Counts = readonly { state: string; count: number }[]

export interface Board {
  /** Who gets visitors; handlers alone do not. */
  agents: Counts
  conversations: Counts
  issues: Counts
  overdue: number
  accounts: { pending: number; failed: number }
}

const countOf = (counts: Counts, state: string): number => counts.find((each) => each.state === state)?.count ?? 0

export function Overview() {
  const { words: all, news } = useApp()
  const words = all.overview
  const board = useAnswer<Board>('/overview', {}, ['conversation', 'issue', 'staff'])
  return (
    <>
      <Head title={words.title}>
        <span class="live" role="status">
          <i class={news.live.value ? 'dot on' : 'dot'} />
          {news.live.value ? words.live : words.notLive}
        </span>
      </Head>
      <Shown of={board}>
        {(value) => (
          <div class="stack">
            {value.accounts.failed > 0 && (
              <p class="alert">
                {words.failed(value.accounts.failed)} <a href={to('people')}>{words.toPeople}</a>
              </p>
            )}
            <Numbers board={value} />
            <Today />
            <div class="split">
              <Waiting />
              <IsIn />
            </div>
            <Overdue count={value.overdue} />
          </div>
        )}
      </Shown>
    </>
  )
}

function Numbers({ board }: { board: Board }) {
  const { words: all } = useApp()
  const words = all.overview
  const normal = countOf(board.agents, 'normal')
  const waiting = countOf(board.conversations, 'waiting')
  const rows: readonly { name: keyof typeof places; count: number; more: string; tone: string }[] = [
    { name: 'in', count: normal, more: words.busy(countOf(board.agents, 'busy')), tone: normal === 0 ? 'soon' : '' },
    {
      name: 'waiting',
      count: waiting,
      more: words.active(countOf(board.conversations, 'active')),
      tone: waiting > 0 ? 'soon' : '',
    },
    { name: 'left', count: countOf(board.conversations, 'left'), more: '', tone: '' },
    {
      name: 'overdue',
      count: board.overdue,
      more: words.open(openOf(board.issues)),
      tone: board.overdue > 0 ? 'bad' : '',
    },
  ]
  return (
    <ul class="tiles four">
      {rows.map(({ name, count, more, tone }) => (
        <li key={name}>
          <a class={`tile ${tone}`} href={places[name]} data-number={name}>
            <span>{words.numbers[name]}</span>
            <b>{count}</b>
            <small>{more}</small>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Where each number can be looked at one by one. */
const places = {
  in: to('people'),
  waiting: withQuery(to('conversations'), { state: 'waiting' }),
  left: withQuery(to('conversations'), { state: 'left' }),
  overdue: withQuery(to('issues'), { overdue: true }),
}

const openOf = (issues: Counts): number =>
  issues.reduce((sum, { state, count }) => (state === 'resolved' ? sum : sum + count), 0)

// For what watches the desk: /readyz, and /metrics as Prometheus reads them.
import type { Context, Middleware } from 'koa'
import { type Overview, overview } from '../../desk/admin/overview.ts'
import type { Caller } from '../../desk/admin/tokens.ts'
import type { Look, Turn } from '../../desk/turn.ts'
import type { Limiter } from '../limit.ts'
import { type Authorize, checkScope } from './authorize.ts'

export interface HealthOptions {
  run: <T>(work: (turn: Turn) => Promise<T>) => Promise<T>
  look: Look
  online: () => boolean
  authorize: Authorize
  limit: Limiter
}

const patience = 3_000

/** `/readyz` is for everybody; `/metrics` needs a token with the scope `figures` or `read`. */
export function health({ run, look, online, authorize, limit }: HealthOptions): Middleware {
  return async (ctx, next) => {
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') return next()
    if (ctx.path === '/readyz') {
      limit(ctx as never)
      const [database, stream] = [await answers(run), online()]
      ctx.status = database && stream ? 200 : 503
      ctx.body = { ready: database && stream, database, stream }
      return
    }
    if (ctx.path !== '/metrics') return next()
    limit(ctx as never)
    const caller: Caller = await authorize(ctx as unknown as Context)
    checkScope(caller, { method: 'GET', scope: 'figures' })
    ctx.set('Cache-Control', 'no-store')
    ctx.type = 'text/plain; version=0.0.4; charset=utf-8'
    ctx.body = metrics(await look(overview), online())
  }
}

/** Whether the database answers in time. */
async function answers(run: HealthOptions['run']): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), patience)
  })
  const asked = run(overview).then(
    () => true,
    () => false,
  )
  return Promise.race([asked, late]).finally(() => clearTimeout(timer))
}

interface Metric {
  name: string
  help: string
  values: readonly { labels?: Record<string, string>; value: number }[]
}

function metrics(now: Overview, isOnline: boolean): string {
  const byState = (list: Overview['staff'], states: readonly string[]) =>
    states.map((state) => ({ labels: { state }, value: list.find((one) => one.state === state)?.count ?? 0 }))
  const plain = (value: number) => [{ value }]
  const { heapUsed } = process.memoryUsage()
  return written([
    { name: 'bellhop_up', help: 'Whether the desk is connected to its IM servers.', values: plain(isOnline ? 1 : 0) },
    {
      name: 'bellhop_staff',
      help: 'People on the desk by state.',
      values: byState(now.staff, ['normal', 'busy', 'exit']),
    },
    {
      name: 'bellhop_conversations',
      help: 'Conversations that are not closed, by state.',
      values: byState(now.conversations, ['waiting', 'active', 'left']),
    },
    {
      name: 'bellhop_issues',
      help: 'Issues that are not closed, by state.',
      values: byState(now.issues, ['open', 'reopened', 'accepted', 'resolved']),
    },
    { name: 'bellhop_issues_overdue', help: 'Issues of which a clock has run out.', values: plain(now.overdue) },
    { name: 'bellhop_outbox', help: 'Notices that no IM server has confirmed yet.', values: plain(now.outbox) },
    { name: 'bellhop_mails', help: 'Visitors to whom a mail is due.', values: plain(now.mails) },
    { name: 'bellhop_accounts_pending', help: 'Accounts not yet in step.', values: plain(now.accounts.pending) },
    { name: 'bellhop_accounts_failed', help: 'Accounts given up.', values: plain(now.accounts.failed) },
    {
      name: 'bellhop_erasures_pending',
      help: 'Visitors not yet erased everywhere.',
      values: plain(now.erasures.pending),
    },
    { name: 'bellhop_erasures_failed', help: 'Erasures given up.', values: plain(now.erasures.failed) },
    { name: 'bellhop_uptime_seconds', help: 'How long the desk has run.', values: plain(Math.round(process.uptime())) },
    { name: 'bellhop_heap_bytes', help: 'Memory in use.', values: plain(heapUsed) },
  ])
}

// https://prometheus.io/docs/instrumenting/exposition_formats/, Text-based format
function written(all: readonly Metric[]): string {
  const lines = all.flatMap(({ name, help, values }) => [
    `# HELP ${name} ${help}`,
    `# TYPE ${name} gauge`,
    ...values.map(({ labels = {}, value }) => {
      const pairs = Object.entries(labels).map(([label, text]) => `${label}="${text}"`)
      return `${name}${pairs.length > 0 ? `{${pairs.join(',')}}` : ''} ${value}`
    }),
  ])
  return `${lines.join('\n')}\n`
}

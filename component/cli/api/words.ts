// Which words stand for which endpoint. What they take comes from the endpoint: only what is typed without dashes, what is
// given where nothing is, and the columns of a table are said here.
import { pairs } from '../table.ts'
import type { Preset } from './request.ts'
import { tableOf, thing } from './show.ts'

export interface Words {
  /** The endpoint. */
  id: string
  /** Where it says something else here than over HTTP. */
  summary?: string
  /** Fields of query and body that stand without dashes, behind those of the path. */
  takes?: readonly string[]
  preset?: Preset
  /** Of a list; all plain fields unless said. */
  columns?: readonly string[]
  /** The answer as text, where that is more than a table or a line for each field. */
  text?: (answer: never) => string
}

const staff: Record<string, Words> = {
  show: { id: 'getStaff' },
  change: { id: 'changeStaff' },
  password: { id: 'resetPassword' },
  state: { id: 'forceState', takes: ['state'] },
  deactivate: { id: 'deactivateStaff' },
  reactivate: { id: 'reactivateStaff' },
  account: { id: 'keepAccount' },
}
const people = ['user', 'name', 'roles', 'queues', 'state', 'conversations', 'active', 'account.state']

const peopleOf = (role: string): Record<string, Words> => ({
  add: { id: 'addStaff', takes: ['user'], preset: { body: { roles: [role] } } },
  list: {
    id: 'listStaff',
    summary: `Every ${role}, also who is not one any more`,
    columns: people,
    preset: { query: { role } },
  },
  ...staff,
})

/** By the first word, then by what follows it; '' is nothing. */
export const wordsOfApi: Readonly<Record<string, Readonly<Record<string, Words>>>> = {
  staff: { list: { id: 'listStaff', columns: people } },
  agent: peopleOf('agent'),
  handler: peopleOf('handler'),
  lead: peopleOf('lead'),
  queue: {
    list: { id: 'listQueues', columns: ['name', 'title', 'policy', 'capacity', 'patience', 'overflow', 'staff'] },
    show: { id: 'getQueue' },
    add: { id: 'addQueue', takes: ['name'] },
    change: { id: 'changeQueue' },
    remove: { id: 'removeQueue' },
    texts: { id: 'getTexts' },
    'set-texts': { id: 'setTexts' },
    fields: { id: 'getFields' },
    'set-fields': { id: 'setFields' },
  },
  canned: {
    list: { id: 'listCanned' },
    show: { id: 'getCanned' },
    set: { id: 'setCanned', takes: ['body'] },
    remove: { id: 'removeCanned' },
  },
  type: {
    list: { id: 'listTypes', columns: ['name', 'handler', 'backup', 'responsible.handler', 'responsible.backup'] },
    show: { id: 'getType', summary: 'A type' },
    set: { id: 'setType' },
    remove: { id: 'removeType' },
  },
  deadline: {
    list: { id: 'listDeadlines' },
    show: { id: 'getDeadline' },
    set: { id: 'setDeadline' },
  },
  conversation: {
    list: {
      id: 'listConversations',
      columns: ['id', 'state', 'queue', 'visitor.name', 'agent', 'openedAt', 'stateAt', 'rating'],
    },
    show: { id: 'getConversation' },
    messages: { id: 'listMessages', columns: ['id', 'at', 'author', 'nick', 'body'] },
    transcript: { id: 'getTranscript' },
    assign: { id: 'assignConversation', takes: ['agent'] },
    release: { id: 'releaseConversation' },
    close: { id: 'closeConversation', takes: ['reason'] },
  },
  claim: { list: { id: 'listClaims' } },
  issue: {
    list: { id: 'listIssues', columns: ['id', 'state', 'priority', 'type', 'handler', 'agent', 'openedAt', 'content'] },
    show: { id: 'getIssue' },
    history: { id: 'getHistory', columns: ['at', 'what', 'who', 'detail'] },
    scenes: { id: 'getScenes', text: scenesText },
    handler: { id: 'reassignIssue', takes: ['handler'] },
    priority: { id: 'setPriority', takes: ['priority'] },
    close: { id: 'closeIssue', takes: ['reason'] },
    reopen: { id: 'reopenIssue', takes: ['why'] },
  },
  reminder: { list: { id: 'listReminders' } },
  visitor: {
    list: { id: 'listVisitors', columns: ['id', 'name', 'email', 'lang', 'lastSeen', 'blockedUntil'] },
    show: { id: 'getVisitor' },
    change: { id: 'changeVisitor' },
    ban: { id: 'banVisitor', takes: ['until'] },
    unban: { id: 'unbanVisitor' },
    erase: { id: 'eraseVisitor' },
    unlink: { id: 'endLinks' },
  },
  key: {
    list: { id: 'listKeys' },
    show: { id: 'getKey' },
    add: { id: 'addKey', takes: ['site'] },
    end: { id: 'endKey' },
  },
  token: {
    list: { id: 'listTokens', columns: ['id', 'name', 'scopes', 'createdBy', 'expiresAt', 'lastUsedAt', 'revokedAt'] },
    show: { id: 'getToken' },
    add: { id: 'addToken', takes: ['name'] },
    revoke: { id: 'revokeToken' },
  },
  admin: {
    list: { id: 'listAdmins' },
    show: { id: 'getAdmin' },
    add: { id: 'addAdmin', takes: ['name'] },
    reset: { id: 'resetAdmin' },
    remove: { id: 'removeAdmin' },
  },
  settings: { show: { id: 'getSettings' }, change: { id: 'changeSettings' } },
  audit: { list: { id: 'listAudit', columns: ['id', 'at', 'who', 'what', 'target'] } },
  overview: { '': { id: 'getOverview' } },
}

/** `figures` and `figures NAME` are two endpoints. */
export const wordsOfFigures = { all: { id: 'getFigures', text: figuresText }, one: { id: 'getFigure' } } as const

interface Figure {
  figure: string
  unit: string
  groups: Readonly<Record<string, unknown>>[]
}

function figuresText({ from, to, figures }: { from: string; to: string; figures: Figure[] }): string {
  const rows = figures.flatMap(({ figure, unit, groups }) => groups.map((group) => ({ figure, unit, ...group })))
  const columns = ['figure', 'group', 'count', 'mean', 'median', 'p90', 'max', 'unit']
  return `${thing({ from, to })}\n\n${tableOf(rows, columns).text}`
}

interface Scene {
  conversation: number
  at: string
  known: object
  messages: { at: string; nick: string | null; author: string; body: string }[]
}

function scenesText({ items }: { items: Scene[] }): string {
  const scene = ({ messages, ...rest }: Scene) => {
    const lines = messages.map(
      ({ at, nick, author, body }) => [`[${at.slice(0, 16)}] ${nick ?? author}`, body] as const,
    )
    return `${thing(rest)}\n\n${pairs(lines)}`
  }
  return items.map(scene).join('\n\n')
}

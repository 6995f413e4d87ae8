// What leads change by their commands goes into the audit as well, with what was before and after.
import { DeskError } from '../../model/error.ts'
import type { Priority } from '../../model/issue.ts'
import type { Staff } from '../../model/person.ts'
import type { Turn } from '../turn.ts'
import { discreetly, getConversation } from './conversations.ts'
import { getIssue } from './issues.ts'
import { deadlineOf, getType, settings } from './rules.ts'
import { writeAudit } from './tokens.ts'
import { getVisitorView } from './visitors.ts'

/** A command as far as it says what it is about. */
export interface Ordered {
  node: string
  at: 'desk' | 'chat' | 'issue'
}

/** What a command does, by the name that the same has in the API, where it is there. */
export const deeds: Readonly<Record<Ordered['at'], Readonly<Record<string, string>>>> = {
  desk: {
    claim: 'claimConversation',
    join: 'joinConversation',
    hours: 'changeSettings',
    type: 'setType',
    deadline: 'setDeadline',
  },
  chat: {
    reply: 'answerVisitor',
    close: 'closeConversation',
    release: 'releaseConversation',
    transfer: 'transferConversation',
    accept: 'acceptTransfer',
    decline: 'declineTransfer',
    invite: 'inviteColleague',
    leave: 'leaveConversation',
    block: 'banVisitor',
  },
  issue: {
    accept: 'acceptIssue',
    resolve: 'resolveIssue',
    ask: 'askBack',
    pass: 'reassignIssue',
    priority: 'setPriority',
    snooze: 'snoozeIssue',
    tell: 'answerVisitor',
    link: 'linkConversation',
    duplicate: 'markDuplicate',
    close: 'closeIssue',
    reopen: 'reopenIssue',
  },
}

type Values = Readonly<Record<string, string | number | undefined>>

interface About {
  target: string
  read: (turn: Turn) => Promise<unknown>
}

/** Does what somebody ordered; where he is a lead and it changed what it is about, that is written down. */
export async function audited<T>(
  turn: Turn,
  who: Staff,
  ordered: Ordered,
  { values, number }: { values: Values; number: number },
  work: () => Promise<T>,
): Promise<T> {
  const about = who.roles.includes('lead') ? aboutOf(ordered, values, number) : undefined
  if (!about) return work()
  const before = await look(turn, about)
  const result = await work()
  const after = await look(turn, about)
  if (JSON.stringify(before) !== JSON.stringify(after))
    await writeAudit(turn, { who: who.jid, door: 'desk', what: deedOf(ordered), target: about.target, before, after })
  return result
}

const deedOf = ({ at, node }: Ordered): string => deeds[at][node] ?? node

function aboutOf({ node, at }: Ordered, values: Values, number: number): About | undefined {
  if (at === 'issue') return { target: `/issues/${number}`, read: (turn) => getIssue(turn, number) }
  if (at === 'chat') return conversation(number)
  if (node === 'claim' || node === 'join') return conversation(Number(values.number))
  if (node === 'hours') return { target: '/settings', read: settings }
  if (node === 'type') {
    const name = String(values.name ?? '').toLowerCase()
    return { target: `/issue-types/${name}`, read: (turn) => getType(turn, name) }
  }
  const priority = values.priority as Priority | undefined
  if (node !== 'deadline' || priority === undefined) return undefined
  return { target: `/deadlines/${priority}`, read: (turn) => deadlineOf(turn, priority) }
}

/** A conversation with its visitor, who can be blocked out of it. */
const conversation = (number: number): About => ({
  target: `/conversations/${number}`,
  async read(turn) {
    const found = await getConversation(turn, number)
    return { ...discreetly(found), blockedUntil: (await getVisitorView(turn, found.visitor.id)).blockedUntil }
  },
})

async function look(turn: Turn, { read }: About): Promise<unknown> {
  try {
    return await read(turn)
  } catch (error) {
    if (error instanceof DeskError && error.code === 'not-found') return null
    throw error
  }
}

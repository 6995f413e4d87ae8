// What anybody who sees an issue says in its window: what it is, what happened, its scene; watch it; it is a duplicate.
import { seen } from '../desk/issue.ts'
import { byNumber, issueHistory } from '../desk/issue-list.ts'
import { card } from '../desk/issue-news.ts'
import { markDuplicate } from '../desk/linking.ts'
import { digest } from '../desk/scene.ts'
import { unwatch, watch } from '../desk/watching.ts'
import { lines, say } from '../model/say.ts'
import type { Command } from './command.ts'
import { happenedLine } from './happened.ts'
import { issueRow } from './issue-lines.ts'

const all = { roles: ['agent', 'handler', 'lead'], at: 'issue', fields: [] } as const

export const issueInfoCommand: Command = {
  ...all,
  node: 'info',
  title: 'cmdIssueInfo',
  async run(turn, who, _values, number) {
    const issue = await seen(turn, who, number)
    const [glimpse] = await byNumber(turn, [number])
    return { say: await card(turn, issue), rows: glimpse ? [issueRow(glimpse)] : [] }
  },
}

export const sceneCommand: Command = {
  ...all,
  node: 'scene',
  title: 'cmdScene',
  run: async (turn, who, _values, number) => digest(turn, await seen(turn, who, number)),
}

export const issueHistoryCommand: Command = {
  ...all,
  node: 'history',
  title: 'cmdIssueHistory',
  async run(turn, who, _values, number) {
    const events = await issueHistory(turn, who, number)
    const rows = events.map(({ id, at, what, who: jid, name, detail }) => ({ id, at, what, who: jid, name, detail }))
    return { say: lines(say('issueHistory', { number }), ...events.map(happenedLine)), rows }
  },
}

export const watchCommand: Command = {
  ...all,
  node: 'watch',
  title: 'cmdWatch',
  async run(turn, who, _values, number) {
    await watch(turn, who, number)
    return say('watchNow', { number })
  },
}

export const unwatchCommand: Command = {
  ...all,
  node: 'unwatch',
  title: 'cmdUnwatch',
  async run(turn, who, _values, number) {
    await unwatch(turn, who, number)
    return say('unwatchNow', { number })
  },
}

export const duplicateCommand: Command = {
  ...all,
  node: 'duplicate',
  title: 'cmdDuplicate',
  fields: [{ name: 'of', label: 'fieldIssue', type: 'integer', required: true }],
  async run(turn, who, { of }, number) {
    await markDuplicate(turn, who, number, Number(of))
    return say('duplicateNow', { number, of: Number(of) })
  },
}

// `issues [FILTER]`, `find WORDS` and `similar WORDS`: issues the asker may see.
import { find, type IssueGlimpse, issues, solvedBefore } from '../desk/issue-list.ts'
import type { Reply } from '../model/reply.ts'
import { lines, type Say, say } from '../model/say.ts'
import type { Command } from './command.ts'
import { foundLine, issueLine, issueRow } from './issue-lines.ts'

const common = { roles: ['agent', 'handler', 'lead'], at: 'desk' } as const

export const issuesCommand: Command = {
  ...common,
  node: 'issues',
  title: 'cmdIssues',
  fields: [{ name: 'filter', label: 'fieldFilter', type: 'text', required: false }],
  async run(turn, who, { filter }) {
    const words = String(filter ?? '').split(/[\s,]+/)
    const { glimpses, count } = await issues(turn, who, words.filter(Boolean))
    if (count === 0) return { say: say('issuesNone'), rows: [] }
    const list = glimpses.map((glimpse) => issueLine(glimpse, turn.now))
    const more = count > glimpses.length ? [say('queueMore', { count: count - glimpses.length })] : []
    return { say: lines(say('issuesTitle', { count }), ...list, ...more), rows: glimpses.map(issueRow) }
  },
}

const words = [{ name: 'words', label: 'fieldWords', type: 'text', required: true }] as const

export const findIssuesCommand: Command = {
  ...common,
  node: 'find',
  title: 'cmdFind',
  fields: words,
  async run(turn, who, given) {
    const found = await find(turn, who, String(given.words))
    return foundOr(
      found,
      say('findNone', { words: String(given.words) }),
      say('findTitle', { words: String(given.words) }),
    )
  },
}

export const similarCommand: Command = {
  ...common,
  node: 'similar',
  title: 'cmdSimilar',
  fields: words,
  async run(turn, who, given) {
    const found = await solvedBefore(turn, who, String(given.words))
    return foundOr(found, say('findNone', { words: String(given.words) }), say('similarTitle'))
  },
}

const foundOr = (found: readonly IssueGlimpse[], none: Say, title: Say): Reply => ({
  say: found.length === 0 ? none : lines(title, ...found.map(foundLine)),
  rows: found.map(issueRow),
})

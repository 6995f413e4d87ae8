// `!info`: who the visitor is, where he is on the site, and since when he is known.
import { spokenIn } from '../desk/guests.ts'
import { verifiedAs } from '../desk/identity.ts'
import { issuesOf } from '../desk/issue-list.ts'
import { mailState } from '../desk/mail.ts'
import { earlierThan } from '../desk/note.ts'
import { answersOf } from '../desk/prechat.ts'
import { glimpse } from '../desk/staff.ts'
import type { Message } from '../model/conversation.ts'
import { type Visitor, visitorName } from '../model/person.ts'
import type { Row } from '../model/reply.ts'
import { lines, render, say } from '../model/say.ts'
import { chatRow } from './chat-row.ts'
import type { Command } from './command.ts'
import { issueLine } from './issue-lines.ts'

export const infoCommand: Command = {
  node: 'info',
  title: 'cmdInfo',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [],
  async run(turn, who, _values, number) {
    const seen = await glimpse(turn, await spokenIn(turn, number, who))
    const { conversation, visitor, here, answer, unanswered } = seen
    const earlier = await earlierThan(turn, conversation)
    const presence = render(say(here ? 'here' : 'away'), who.lang)
    const title = { name: visitorName(visitor), queue: conversation.queue, number, opened: conversation.openedAt }
    const more = [say('infoPresence', { presence, first: visitor.firstSeen, last: visitor.lastSeen })]
    if (answer) more.push(say('infoAnswer', marks(answer)))
    const mail = answer ? await mailState(turn, answer) : 'none'
    if (mail !== 'none') more.push(say(mails[mail]))
    more.push(say(unanswered === 0 ? 'infoHandled' : 'infoUnhandled', { count: unanswered }))
    if (visitor.page) more.push(say('infoPage', { title: visitor.page.title, url: visitor.page.url }))
    if (visitor.page?.referrer) more.push(say('infoReferrer', { url: visitor.page.referrer }))
    if (visitor.email !== null) more.push(say('infoEmail', { email: visitor.email }))
    const verified = await verifiedAs(turn, visitor)
    if (verified) more.push(say('infoVerified', verified))
    const answers = await answersOf(turn, conversation, who.lang)
    for (const { label, value } of answers) more.push(say('infoAnswered', { label, value }))
    if (earlier > 0) more.push(say('infoEarlier', { count: earlier }))
    const issues = await issuesOf(turn, conversation.id)
    if (issues.length > 0) more.push(say('infoIssues'), ...issues.map((issue) => issueLine(issue, turn.now)))
    const sentence = lines(say('infoTitle', title), ...more, say('infoLang', { lang: visitor.lang }))
    const answered = Object.fromEntries(answers.map(({ label, value }) => [`answer ${label}`, value]))
    const proved = { site: verified?.site ?? null, sub: verified?.sub ?? null }
    return { say: sentence, rows: [{ ...chatRow(seen), ...aboutVisitor(visitor), ...proved, ...answered, earlier }] }
  },
}

function aboutVisitor({ email, page, firstSeen, lastSeen }: Visitor): Row {
  const where = { page: page?.url ?? null, pageTitle: page?.title ?? null, referrer: page?.referrer ?? null }
  return { email, ...where, firstSeen, lastSeen }
}

const mails = { waiting: 'infoMailWaiting', sent: 'infoMailSent', failed: 'infoMailFailed' } as const

/** When an answer was sent, delivered and read; a dash for what has not happened. */
const marks = ({ at, deliveredAt, displayedAt }: Message): Record<string, string> => ({
  at,
  delivered: deliveredAt ?? '–',
  read: displayedAt ?? '–',
})

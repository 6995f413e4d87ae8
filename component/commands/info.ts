// `!info`: who the visitor is, where he is on the site, and since when he is known.
import { spokenIn } from '../desk/guests.ts'
import { earlierThan } from '../desk/note.ts'
import { glimpse } from '../desk/staff.ts'
import type { Message } from '../model/conversation.ts'
import { visitorName } from '../model/person.ts'
import { lines, render, say } from '../model/say.ts'
import type { Command } from './command.ts'

export const infoCommand: Command = {
  node: 'info',
  title: 'cmdInfo',
  roles: ['agent', 'lead'],
  at: 'chat',
  fields: [],
  async run(turn, who, _values, number) {
    const { conversation, visitor, here, answer, unanswered } = await glimpse(turn, await spokenIn(turn, number, who))
    const earlier = await earlierThan(turn, conversation)
    const presence = render(say(here ? 'here' : 'away'), who.lang)
    const title = { name: visitorName(visitor), queue: conversation.queue, number, opened: conversation.openedAt }
    const more = [say('infoPresence', { presence, first: visitor.firstSeen, last: visitor.lastSeen })]
    if (answer) more.push(say('infoAnswer', marks(answer)))
    more.push(say(unanswered === 0 ? 'infoHandled' : 'infoUnhandled', { count: unanswered }))
    if (visitor.page) more.push(say('infoPage', { title: visitor.page.title, url: visitor.page.url }))
    if (visitor.page?.referrer) more.push(say('infoReferrer', { url: visitor.page.referrer }))
    if (visitor.email !== null) more.push(say('infoEmail', { email: visitor.email }))
    if (earlier > 0) more.push(say('infoEarlier', { count: earlier }))
    return lines(say('infoTitle', title), ...more, say('infoLang', { lang: visitor.lang }))
  },
}

/** When an answer was sent, delivered and read; a dash for what has not happened. */
const marks = ({ at, deliveredAt, displayedAt }: Message): Record<string, string> => ({
  at,
  delivered: deliveredAt ?? '–',
  read: displayedAt ?? '–',
})

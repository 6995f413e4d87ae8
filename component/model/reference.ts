// What a message says of an earlier one: that it answers it, reacts to it, or takes it back; and how readers are told.
import { messageId } from './address.ts'
import type { Message, Reference } from './conversation.ts'
import type { MessageNotice } from './notice.ts'
import { type Say, say } from './say.ts'

const quotedLines = 3
const quotedLength = 120

/** All that is needed to name and quote a message later. */
export function referenceTo({ id, author, authorJid, stanzaId, body }: Message): Reference {
  return { message: id, author, authorJid, stanzaId, words: excerpt(body) }
}

/** Its first lines, none of them long. */
function excerpt(body: string): string {
  const lines = body.split('\n').filter((line) => line.trim() !== '')
  const short = lines.slice(0, quotedLines).map((line) => {
    const characters = [...line]
    return characters.length <= quotedLength ? line : `${characters.slice(0, quotedLength - 1).join('')}…`
  })
  return lines.length > quotedLines ? `${short.join('\n')}\n…` : short.join('\n')
}

/** The id under which somebody knows a message: his own where he wrote it, else ours. */
export function idFor(reader: string, { message, authorJid, stanzaId }: Reference): string {
  return authorJid === reader && stanzaId !== null ? stanzaId : messageId(message)
}

/** Words quoted as people do it in plain text, with a line break at the end; nothing of nothing. */
export function quote(words: string): string {
  return words === '' ? '' : words.replace(/^/gm, '> ').concat('\n')
}

/** A message as a line of a digest: when, who, what. */
export const digestLine = ({ at, nick, body }: Pick<Message, 'at' | 'nick' | 'body'>): Say =>
  say('chatLine', { time: at.slice(11, 16), name: nick ?? 'desk', body })

/** The set of reactions as it is kept, and back. */
export const joinReactions = (set: readonly string[]): string => set.join(' ')
export const splitReactions = (body: string): string[] => body.split(' ').filter((reaction) => reaction !== '')

type Told = Pick<Message, 'body'> & Partial<Pick<Message, 'act' | 'about' | 'file' | 'nick'>>
type Parts = Pick<MessageNotice, 'body' | 'reply' | 'reactions' | 'retracts' | 'file' | 'receipt'>

/** What a reader is told of a stored message: its words, and the earlier message under the id he knows. */
export function tellingOf(message: Told, reader: string): Parts {
  const { about, act, body, file } = message
  if (about && act === 'reactions')
    return { body: '', reactions: { id: idFor(reader, about), set: splitReactions(body) } }
  if (about && act === 'retraction')
    return { body: say('tookBack', { name: message.nick ?? '' }), retracts: idFor(reader, about) }
  const reply = about && { id: idFor(reader, about), own: about.authorJid === reader, quote: quote(about.words) }
  return { body, receipt: true, ...(reply ? { reply } : {}), ...(file ? { file } : {}) }
}

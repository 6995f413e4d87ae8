// The lines of a conversation in their order: words, files, notes and what happened. All of it is text and nothing else.

import { File } from 'lucide'
import { Icon } from '../../look/icon.tsx'
import { dateTime } from '../../look/time.ts'
import type { People } from '../all.ts'
import { useApp } from '../app.ts'
import type { Happened, Message, Note, Transcript } from '../things.ts'

interface LinesProps {
  /** Of a scene there are only messages. */
  transcript: Pick<Transcript, 'messages'> & Partial<Transcript>
  people: People
}

type Line =
  | { kind: 'message'; at: string; message: Message }
  | { kind: 'note'; at: string; note: Note }
  | { kind: 'event'; at: string; event: Happened }

export function Lines({ transcript: { messages, notes = [], events = [], corrections = [] }, people }: LinesProps) {
  const { words } = useApp()
  const lines: Line[] = [
    ...events.filter(({ what }) => what !== 'note').map((event) => ({ kind: 'event' as const, at: event.at, event })),
    ...notes.map((note) => ({ kind: 'note' as const, at: note.at, note })),
    ...messages
      .filter(({ act }) => act === null)
      .map((message) => ({ kind: 'message' as const, at: message.at, message })),
  ]
  // Those of one moment stay in this order: what happened, then what was said.
  lines.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
  if (lines.length === 0) return <p class="empty">{words.conversations.noLines}</p>
  return (
    <ol class="talk">
      {lines.map((line, place) => {
        if (line.kind === 'event') return <Event key={`e${place}`} {...line.event} people={people} />
        if (line.kind === 'note') return <NoteLine key={`n${place}`} {...line.note} people={people} />
        const { message } = line
        const corrected = corrections.find((each) => each.message === message.id)?.at
        return <Said key={message.id} {...{ message, corrected }} reactions={reactionsTo(message.id, messages)} />
      })}
    </ol>
  )
}

/** The last word of each on it: every set takes the place of the one before. */
function reactionsTo(id: number, messages: readonly Message[]): string[] {
  const sets = new Map<string, string>()
  for (const { act, about, author, authorJid, body } of messages)
    if (act === 'reactions' && about === id) sets.set(authorJid ?? author, body)
  return [...sets.values()].filter((set) => set !== '')
}

interface SaidProps {
  message: Message
  corrected: string | undefined
  reactions: readonly string[]
}

function Said({ message, corrected, reactions }: SaidProps) {
  const { words, locale } = useApp()
  const of = words.conversations
  const { author, nick, body, file, at, retractedAt } = message
  const time = (when: string) => dateTime(Date.parse(when), locale)
  return (
    <li class={`said ${author}`} data-message={message.id}>
      <p class="by">
        <b dir="auto">{nick ?? of.desk}</b> <time dateTime={at}>{time(at)}</time>
        {corrected && <span class="mark">{of.corrected(time(corrected))}</span>}
      </p>
      {retractedAt ? (
        <p class="bubble gone">{of.retracted(time(retractedAt))}</p>
      ) : (
        <p class="bubble" dir="auto">
          {body !== file && body}
          {file !== null && <FileLink url={file} />}
        </p>
      )}
      {reactions.length > 0 && <p class="reactions">{reactions.join(' ')}</p>}
    </li>
  )
}

/** A link for the web's own addresses; any other is shown as the text it is. Nothing is fetched before it is clicked. */
function FileLink({ url }: { url: string }) {
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  if (!isWeb) return <span>{url}</span>
  return (
    <a class="file" href={url} target="_blank" rel="noopener noreferrer nofollow">
      <Icon of={File} /> <span dir="auto">{fileName(url)}</span>
    </a>
  )
}

function fileName(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) || url
  try {
    return decodeURIComponent(last)
  } catch {
    return last
  }
}

function NoteLine({ author, body, at, people }: Note & { people: People }) {
  const { words, locale } = useApp()
  return (
    <li class="said note">
      <p class="by">
        <b dir="auto">{people.nameOf(author)}</b> <time dateTime={at}>{dateTime(Date.parse(at), locale)}</time>
        <span class="mark">{words.conversations.note}</span>
      </p>
      <p class="bubble" dir="auto">
        {body}
      </p>
    </li>
  )
}

/** Visitors have no name of their own here: what they did stands without one. */
function Event({ what, who, detail, at, people }: Happened & { people: People }) {
  const { words, locale } = useApp()
  const names: Readonly<Record<string, string>> = words.conversations.events
  const deed = [names[what] ?? what, who && people.find(who)?.name].filter(Boolean).join(' ')
  return (
    <li class="event">
      <span dir="auto">{detail ? `${deed} · ${people.nameOf(detail)}` : deed}</span>{' '}
      <time dateTime={at}>{dateTime(Date.parse(at), locale)}</time>
    </li>
  )
}

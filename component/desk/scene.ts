// The chat scene: the conversation up to the moment an issue was filed out of it, restorable at any time.
import type { Conversation, Message } from '../model/conversation.ts'
import { DeskError } from '../model/error.ts'
import type { Issue, Known, Scene } from '../model/issue.ts'
import { stateOf, visitorName } from '../model/person.ts'
import { digestLine } from '../model/reference.ts'
import { lines, type Say, say } from '../model/say.ts'
import { minute, stamp } from '../model/time.ts'
import { findReferred, listArchive, type Stretch } from '../store/archive.ts'
import { findConversation } from '../store/conversations.ts'
import { findRange, listCorrectedSince } from '../store/messages.ts'
import { insertScene, listScenes } from '../store/scenes.ts'
import { findStaff, listResources } from '../store/staff.ts'
import { getVisitor } from '../store/visitors.ts'
import { presentIn } from './guests.ts'
import type { Turn } from './turn.ts'

/** Which part of the conversation is meant: all of it up to now, the last lines, or one message that somebody names. */
export interface Part {
  last?: number | undefined
  message?: { jid: string; id: string } | undefined
}

/** Takes the scene of a conversation for an issue. False when the two are linked already. */
export async function takeScene(turn: Turn, issue: number, conversation: Conversation, part: Part): Promise<boolean> {
  const range = await rangeOf(turn, conversation, part)
  const scene = { issue, conversation: conversation.id, ...range, at: stamp(turn.now) }
  return insertScene(turn.tx, { ...scene, known: await knownOf(turn, conversation, range) })
}

async function rangeOf(turn: Turn, { id }: Conversation, { last, message }: Part): Promise<Range> {
  if (!message) return findRange(turn.tx, id, last)
  const found = await findReferred(turn.tx, { conversation: id }, message.jid, message.id)
  if (!found) throw new DeskError('not-found', say('referenceUnknown'))
  return { first: found.id, last: found.id }
}

type Range = Pick<Scene, 'first' | 'last'>

const most = 50

async function knownOf(turn: Turn, conversation: Conversation, range: Range): Promise<Known> {
  const visitor = await getVisitor(turn.tx, conversation.visitor)
  const staff: Known['staff'][number][] = []
  for (const jid of await presentIn(turn, conversation)) {
    const person = await findStaff(turn.tx, jid)
    if (person) staff.push({ name: person.name, state: person.state })
  }
  const said = await messagesIn(turn, { conversation: conversation.id, ...range })
  const files = said.flatMap(({ file }) => file ?? [])
  const links = said.flatMap(({ body }) => linksIn(body)).filter((link) => !files.includes(link))
  return {
    visitor: visitorName(visitor),
    here: stateOf(await listResources(turn.tx, visitor.jid)) !== 'exit',
    page: visitor.page,
    staff,
    files: [...new Set(files)].slice(0, most),
    links: [...new Set(links)].slice(0, most),
  }
}

/** Addresses in a text, without the stop or bracket of the sentence they stand in, in either script. */
function linksIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"，。；：！？、（）【】《》「」“”]+/g) ?? []
  return found.map((link) => link.replace(/[.,;:!?')\]]+$/, ''))
}

const page = 500

/** All messages of a range, oldest first. */
async function messagesIn(turn: Turn, range: Range & { conversation: number }): Promise<Message[]> {
  const messages: Message[] = []
  for (;;) {
    const found = await listArchive(turn.tx, range, { max: page, after: messages.at(-1)?.id ?? 0 })
    messages.push(...found.messages)
    if (found.complete || found.messages.length === 0) return messages
  }
}

/** The messages with the words they had when their scene was taken, however they were corrected since. */
export async function asTheyWere(
  turn: Turn,
  scenes: readonly Pick<Stretch, 'conversation' | 'at'>[],
  messages: readonly Message[],
): Promise<Message[]> {
  const were = new Map<number, string>()
  for (const { conversation, at = '' } of scenes)
    for (const [id, body] of await listCorrectedSince(turn.tx, conversation, at)) were.set(id, body)
  return messages.map((message) =>
    message.retractedAt === null ? { ...message, body: were.get(message.id) ?? message.body } : message,
  )
}

const key = 5

/** The newest lines of people in the scene the issue was filed out of, and where they were said. */
export async function keyLines(turn: Turn, issue: Issue): Promise<Say[]> {
  const [scene] = await listScenes(turn.tx, issue.id)
  if (!scene) return []
  const said = (await linesOf(turn, scene)).filter(({ author }) => author !== 'desk')
  const { visitor, page: where } = scene.known
  const title = say('sceneFrom', { number: scene.conversation, name: visitor, queue: issue.queue ?? '' })
  const at = where ? [say('infoPage', { title: where.title, url: where.url })] : []
  return [title, ...at, ...said.slice(-key).map(digestLine)]
}

/** The words said in a scene, as they were. */
async function linesOf(turn: Turn, scene: Scene): Promise<Message[]> {
  const said = await asTheyWere(turn, [scene], await messagesIn(turn, scene))
  return said.filter(({ act, retractedAt }) => act === null && retractedAt === null)
}

const longest = 40_000

/** The whole scene, or scenes, as one text to read; and where it went on. */
export async function digest(turn: Turn, issue: Issue): Promise<Say> {
  const scenes = await listScenes(turn.tx, issue.id)
  const told: Say[] = []
  for (const scene of scenes) told.push(...(await digestOf(turn, scene)))
  const [first, ...rest] = told
  return first ? lines(say('sceneTitle', { number: issue.id }), first, ...rest) : say('sceneNone', { number: issue.id })
}

async function digestOf(turn: Turn, scene: Scene): Promise<Say[]> {
  const { known, conversation: number } = scene
  const said = await linesOf(turn, scene)
  const staff = known.staff.map(({ name, state }) => `${name} (${state})`).join(', ') || '–'
  const presence = say(known.here ? 'sceneHere' : 'sceneAway', { name: known.visitor, staff })
  const where = known.page ? [say('infoPage', { title: known.page.title, url: known.page.url })] : []
  const files = known.files.length > 0 ? [say('sceneFiles', { list: known.files.join(' ') })] : []
  const links = known.links.length > 0 ? [say('sceneLinks', { list: known.links.join(' ') })] : []
  const title = say('sceneOf', { number, name: known.visitor, date: minute(scene.at) })
  return [title, presence, ...where, ...files, ...links, ...shortened(said), ...(await whatFollowed(turn, scene))]
}

/** All lines, unless they are too many for one message: then the newest, and how many came before. */
function shortened(said: readonly Message[]): Say[] {
  let start = said.length
  for (let length = 0; start > 0 && length <= longest; start--) length += (said[start - 1] as Message).body.length + 40
  const shown = said.slice(start).map(digestLine)
  return start === 0 ? shown : [say('sceneEarlier', { count: start }), ...shown]
}

async function whatFollowed(turn: Turn, scene: Scene): Promise<Say[]> {
  const conversation = await findConversation(turn.tx, scene.conversation)
  if (!conversation) return []
  const { count } = await listArchive(turn.tx, { conversation: scene.conversation }, { max: 1, afterId: scene.last })
  const holder = conversation.agent === null ? undefined : await findStaff(turn.tx, conversation.agent)
  const values = { number: scene.conversation, state: conversation.state, name: holder?.name ?? '–', count }
  return [say(count === 0 ? 'sceneEnd' : 'sceneWentOn', values)]
}

// The desk's commands (XEP-0050), listed as service discovery gives them (XEP-0030) and run one page at a time.

import { xml } from '@xmpp/client'
import type { Element } from '@xmpp/xml'
import type { Connection } from '../connection.ts'
import { NS } from '../ns.ts'
import { type DataForm, type Row, readForm, readRows, submission } from './forms.ts'
import { AGENT_NS } from './names.ts'

export interface CommandItem {
  readonly address: string
  readonly node: string
  readonly title: string
}

/** What came of it: a form to fill in, or the end with what is to be said and shown. */
export interface Outcome {
  readonly form?: DataForm
  readonly session?: string
  readonly note: string
  readonly rows: readonly Row[]
}

/** The desk said no; the message says why, in the asker's language. */
export class CommandRefused extends Error {
  readonly condition: string
  constructor(message: string, condition: string) {
    super(message)
    this.condition = condition
  }
}

const patience = 20_000

type Asker = Pick<Connection, 'ask'>

/** What this person may do at an address. */
export async function listCommands({ ask }: Asker, address: string, lang: string): Promise<CommandItem[]> {
  const query = xml('query', { xmlns: AGENT_NS.discoItems, node: AGENT_NS.adhoc })
  const answer = await ask(xml('iq', { type: 'get', to: address, 'xml:lang': lang }, query), patience)
  const items = answer.getChild('query', AGENT_NS.discoItems)?.getChildren('item') ?? []
  return items.map(({ attrs }) => ({ address, node: String(attrs.node), title: attrs.name ?? String(attrs.node) }))
}

/** Runs it; with values as if its form was handed in. Rejects with `CommandRefused` when the desk says no. */
export async function runCommand(
  { ask }: Asker,
  { address, node }: Pick<CommandItem, 'address' | 'node'>,
  { values, session, lang }: { values?: Readonly<Record<string, string>>; session?: string; lang: string },
): Promise<Outcome> {
  const command = xml('command', {
    xmlns: AGENT_NS.adhoc,
    node,
    action: values ? 'complete' : 'execute',
    ...(session === undefined ? {} : { sessionid: session }),
  })
  if (values) command.append(submission(values))
  command.append(xml('rows', { xmlns: NS.bellhop }))
  const iq = xml('iq', { type: 'set', to: address, 'xml:lang': lang }, command)
  const answer = await ask(iq, patience).catch((error: unknown) => {
    throw refusal(error)
  })
  return readOutcome(answer.getChild('command', AGENT_NS.adhoc))
}

function readOutcome(command: Element | undefined): Outcome {
  const forms = command?.getChildren('x', NS.data) ?? []
  const asks = command?.attrs.status === 'executing' ? forms.find(({ attrs }) => attrs.type === 'form') : undefined
  const result = forms.find(({ attrs }) => attrs.type === 'result')
  const session: string | undefined = command?.attrs.sessionid
  return {
    note: command?.getChildText('note') ?? '',
    rows: result ? readRows(result) : [],
    ...(asks ? { form: readForm(asks) } : {}),
    ...(session ? { session } : {}),
  }
}

function refusal(error: unknown): unknown {
  const { condition, element } = error as { condition?: string; element?: Element }
  const text = element?.getChildText('text', NS.stanzas)
  // RFC 6120 §8.3.2: the desk signs its refusals; what is not signed only says that it could not be reached.
  if (!condition || !text || element?.attrs.by === undefined) return new Error(String(error))
  return new CommandRefused(text, condition)
}

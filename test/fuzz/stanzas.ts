// Stanzas by chance: of the names and namespaces the desk reads, put together in ways nobody would.
import fc from 'fast-check'
import { Element } from 'ltx'
import { ns } from '../../component/xmpp/ns.ts'

/** Text with anything in it, half characters and control characters too. */
export const anything = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
  fc.constantFrom('', ' ', '!', '!!', '!close', ' !help', '?OTR', '-1', '1e9', '9'.repeat(400), 'm-1', 'constructor'),
  fc.constantFrom(
    '!accept',
    '!resolve',
    '!resolve \u0000',
    '!ask ?',
    '!tell',
    '!scene',
    '!duplicate 1',
    '!issue billing auto low -1 x',
  ),
)

const childNames = [
  ...[
    'body',
    'origin-id',
    'request',
    'markable',
    'replace',
    'encrypted',
    'openpgp',
    'encryption',
    'composing',
    'active',
  ],
  ...['received', 'displayed', 'nick', 'x', 'query', 'command', 'field', 'value', 'set', 'max', 'before', 'after'],
  ...['reply', 'fallback', 'reactions', 'reaction', 'retract', 'apply-to', 'url', 'metadata', 'flip-page'],
  ...['show', 'priority', 'status', 'page', 'left', 'vCard', 'ping', 'time', 'error', 'toString', '__proto__'],
]
const attributeNames = [
  'id',
  'type',
  'node',
  'sessionid',
  'action',
  'var',
  'url',
  'title',
  'xml:lang',
  'queryid',
  'for',
]
const values = fc.oneof(
  anything,
  fc.constantFrom(...['get', 'set', 'result', 'error', 'chat', 'submit', 'execute', 'cancel', 'complete', 'prev']),
  fc.constantFrom(...['help', 'claim', 'who', 'close', 'number', 'en', 'zh-CN', 'start', 'end', '1', 'm-1']),
  fc.constantFrom(
    ...['issue', 'accept', 'resolve', 'pass', 'type', 'handler', 'priority', 'answer', 'question', 'high'],
  ),
)
const attributes = fc.dictionary(fc.constantFrom(...attributeNames), values, { maxKeys: 4 })
const namespaces = fc.oneof(fc.constantFrom(...Object.values(ns)), anything)

const { element } = fc.letrec<{ element: Element; child: Element | string }>((tie) => ({
  child: fc.oneof({ maxDepth: 4, depthSize: 'small' }, anything, tie('element')),
  element: fc
    .record({
      name: fc.constantFrom(...childNames),
      xmlns: fc.option(namespaces, { nil: undefined }),
      attributes,
      children: fc.array(tie('child') as fc.Arbitrary<Element | string>, { maxLength: 4 }),
    })
    .map(({ name, xmlns, attributes: given, children }) =>
      build(name, { ...given, ...(xmlns === undefined ? {} : { xmlns }) }, children),
    ),
}))

export function build(name: string, attrs: Record<string, string>, children: (Element | string)[]): Element {
  const made = new Element(name, attrs)
  for (const child of children) made.cnode(child as Element)
  return made
}

export interface StanzaChoice {
  from: readonly string[]
  to: readonly string[]
}

const types: Record<string, readonly (string | undefined)[]> = {
  iq: ['get', 'set', 'result', 'error', undefined, 'nonsense'],
  message: [undefined, 'chat', 'normal', 'error', 'groupchat', 'headline', 'nonsense'],
  presence: [undefined, 'unavailable', 'probe', 'subscribe', 'unsubscribed', 'error', 'nonsense'],
}

/** Any stanza between these people and addresses. */
export function stanza({ from, to }: StanzaChoice): fc.Arbitrary<Element> {
  return fc.constantFrom('iq', 'message', 'presence').chain((name) =>
    fc
      .record({
        type: fc.constantFrom(...(types[name] ?? [])),
        from: fc.constantFrom(...from),
        to: fc.constantFrom(...to),
        id: fc.option(anything, { nil: undefined }),
        lang: fc.option(values, { nil: undefined }),
        children: fc.array(fc.oneof({ weight: 4, arbitrary: element }, { weight: 1, arbitrary: anything }), {
          maxLength: 5,
        }),
      })
      .map(({ children, lang, ...attrs }) => {
        const given = Object.entries({ ...attrs, 'xml:lang': lang }).filter(([, value]) => value !== undefined)
        return build(name, Object.fromEntries(given) as Record<string, string>, children)
      }),
  )
}

// What a queue says by itself, by language: the greeting, and the line when nobody can answer; with how visitors see it.

import { Plus } from 'lucide'
import { useState } from 'preact/hooks'
import { Icon } from '../../look/icon.tsx'
import { useApp } from '../app.ts'
import { Edit, Kept, keptIn } from '../edit.tsx'
import { Field } from '../fields.tsx'
import { languageName, widgetLanguages } from '../languages.ts'
import { Card } from '../parts.tsx'
import type { ByLanguage, Texts } from '../things.ts'
import type { QueuePart } from './queue.tsx'

const kinds = ['greeting', 'away'] as const

export function TextsCard({ queue: { name, title } }: QueuePart) {
  const { words } = useApp()
  const of = words.queues.texts
  const write = (texts: ByLanguage) =>
    Object.entries(texts)
      .map((text) => text.join(': '))
      .join('\n')
  return (
    <Card title={words.queues.parts.texts} lead={of.lead}>
      <Edit<Texts>
        path={`/queues/${name}/texts`}
        method="PUT"
        parts={{ greeting: [of.greeting, write], away: [of.away, write] }}
        bodyOf={(values) => keptIn(values, 'texts')}
      >
        {(texts) => <TextsField initial={texts} title={title} />}
      </Edit>
    </Card>
  )
}

/** What is empty is not said at all. */
const told = (texts: ByLanguage): ByLanguage =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))

function TextsField({ initial, title }: { initial: Texts; title: string }) {
  const { words, locale } = useApp()
  const [texts, set] = useState(initial)
  const [languages, setLanguages] = useState(() => {
    const there = [...new Set(kinds.flatMap((kind) => Object.keys(initial[kind])))]
    return there.length > 0 ? there : ['en']
  })
  const more = widgetLanguages.filter((each) => !languages.includes(each))
  return (
    <>
      <Kept name="texts" value={{ greeting: told(texts.greeting), away: told(texts.away) }} />
      {languages.map((lang) => (
        <section key={lang} class="language" data-lang={lang} aria-label={languageName(lang, locale)}>
          <h3>{languageName(lang, locale)}</h3>
          <div>
            {kinds.map((kind) => (
              <Field
                key={kind}
                name={`${kind}.${lang}`}
                label={words.queues.texts[kind]}
                hint={words.queues.texts.hints[kind]}
              >
                {({ name: _, ...control }) => (
                  <textarea
                    {...control}
                    {...{ rows: 3, lang, dir: 'auto', maxLength: 2000, value: texts[kind][lang] ?? '' }}
                    onInput={({ currentTarget: { value } }) =>
                      set({ ...texts, [kind]: { ...texts[kind], [lang]: value } })
                    }
                  />
                )}
              </Field>
            ))}
          </div>
          <Preview {...{ title, lang }} lines={kinds.map((kind) => texts[kind][lang] ?? '')} />
        </section>
      ))}
      {more.length > 0 && (
        <p class="add">
          <Icon of={Plus} />
          <select
            aria-label={words.queues.texts.addLanguage}
            value=""
            onChange={({ currentTarget: { value } }) => value && setLanguages([...languages, value])}
          >
            <option value="">{words.queues.texts.addLanguage}</option>
            {more.map((lang) => (
              <option key={lang} value={lang}>
                {languageName(lang, locale)}
              </option>
            ))}
          </select>
        </p>
      )}
    </>
  )
}

/** As the widget shows them, with a number in place of {number}. */
function Preview({ title, lang, lines }: { title: string; lang: string; lines: readonly string[] }) {
  const { words } = useApp()
  const { own } = words.queues.texts
  return (
    <figure class="chat-preview" lang={lang}>
      <figcaption dir="auto">{title}</figcaption>
      {lines.map((line, place) => (
        <p key={kinds[place]} dir="auto" class={line.trim() === '' ? 'bubble none' : 'bubble'}>
          {line.trim() === '' ? own[kinds[place] ?? 'away'] : line.replaceAll('{number}', '7')}
        </p>
      ))}
    </figure>
  )
}

// One question before a chat: its name, kind and labels, and its place among the others.

import { ArrowDown, ArrowUp, type IconNode, Trash } from 'lucide'
import { Icon } from '../../look/icon.tsx'
import { useApp } from '../app.ts'
import { Field } from '../fields.tsx'
import { languageName, widgetLanguages } from '../languages.ts'
import { askedTypes } from '../things.ts'
import type { Draft } from './questions.tsx'

interface QuestionProps {
  draft: Draft
  place: number
  count: number
  onChange(draft: Draft): void
  onMove(by: 1 | -1): void
  onRemove(): void
}

export function Question({ draft, place, count, onChange, onMove, onRemove }: QuestionProps) {
  const { words } = useApp()
  const of = words.queues.questions
  const path = `fields.${place}`
  const title = `${place + 1}. ${draft.label.en || draft.name}`
  return (
    <li class="question" aria-label={title}>
      <div class="row">
        <Field name={`${path}.name`} label={of.name} hint={of.nameHint}>
          {({ name: _, ...control }) => (
            <input
              {...control}
              {...{ value: draft.name, spellcheck: false, autocapitalize: 'none', maxLength: 32, required: true }}
              onInput={({ currentTarget: { value } }) => onChange({ ...draft, name: value.trim() })}
            />
          )}
        </Field>
        <Field name={`${path}.type`} label={of.type}>
          {({ name: _, ...control }) => (
            <select
              {...control}
              value={draft.type}
              onChange={({ currentTarget: { value } }) => onChange({ ...draft, type: value as Draft['type'] })}
            >
              {askedTypes.map((type) => (
                <option key={type} value={type}>
                  {of.types[type]}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
      <Labels {...{ draft, path, onChange }} />
      {draft.type === 'choice' && <Choices {...{ draft, path, onChange }} />}
      <div class="foot">
        <label class="check">
          <input
            type="checkbox"
            checked={draft.required}
            onChange={({ currentTarget: { checked } }) => onChange({ ...draft, required: checked })}
          />
          <span>{of.required}</span>
        </label>
        <Tool label={`${title}: ${of.up}`} of={ArrowUp} disabled={place === 0} onClick={() => onMove(-1)} />
        <Tool label={`${title}: ${of.down}`} of={ArrowDown} disabled={place === count - 1} onClick={() => onMove(1)} />
        <Tool label={`${title}: ${words.common.remove}`} of={Trash} onClick={onRemove} />
      </div>
    </li>
  )
}

interface ToolProps {
  label: string
  of: IconNode
  disabled?: boolean
  onClick(): void
}

const Tool = ({ label, of, ...button }: ToolProps) => (
  <button type="button" class="tool small" aria-label={label} {...button}>
    <Icon of={of} />
  </button>
)

interface PartProps {
  draft: Draft
  path: string
  onChange(draft: Draft): void
}

function Labels({ draft, path, onChange }: PartProps) {
  const { words, locale } = useApp()
  const of = words.queues.questions
  const more = widgetLanguages.filter((lang) => !(lang in draft.label))
  return (
    <div class="row">
      {Object.entries(draft.label).map(([lang, text]) => (
        <Field key={lang} name={`${path}.label.${lang}`} label={`${of.label} (${languageName(lang, locale)})`}>
          {({ name: _, ...control }) => (
            <input
              {...control}
              {...{ lang, dir: 'auto', value: text, maxLength: 200 }}
              onInput={({ currentTarget: { value } }) =>
                onChange({ ...draft, label: { ...draft.label, [lang]: value } })
              }
            />
          )}
        </Field>
      ))}
      {more.length > 0 && (
        <p class="add">
          <select
            aria-label={of.addLanguage}
            value=""
            onChange={({ currentTarget: { value } }) =>
              value && onChange({ ...draft, label: { ...draft.label, [value]: '' } })
            }
          >
            <option value="">{of.addLanguage}</option>
            {more.map((lang) => (
              <option key={lang} value={lang}>
                {languageName(lang, locale)}
              </option>
            ))}
          </select>
        </p>
      )}
    </div>
  )
}

function Choices({ draft, path, onChange }: PartProps) {
  const { words } = useApp()
  const of = words.queues.questions
  return (
    <Field name={`${path}.choices`} label={of.choices} hint={of.choicesHint}>
      {({ name: _, ...control }) => (
        <textarea
          {...control}
          rows={3}
          dir="auto"
          value={(draft.choices ?? []).join('\n')}
          onInput={({ currentTarget: { value } }) => onChange({ ...draft, choices: value.split('\n') })}
        />
      )}
    </Field>
  )
}

// What the queue wants to know before the first message: fields above the box, checked before anything is sent.

import type { AskedField } from '../headless/state.ts'
import type { Strings } from './strings/en.ts'

export type Answers = Readonly<Record<string, string>>

export interface AskProps {
  fields: readonly AskedField[]
  answers: Answers
  /** Names of fields that were left out or filled in wrong, once the visitor wanted to send. */
  wrong: readonly string[]
  words: Strings
  lang: string
  onChange(answers: Answers): void
}

export function Ask({ fields, answers, wrong, words, lang, onChange }: AskProps) {
  return (
    <fieldset class="asked">
      <legend>{words.ask.intro}</legend>
      {fields.map((field) => {
        const id = `ask-${field.name}`
        const isWrong = wrong.includes(field.name)
        const value = answers[field.name] ?? ''
        const common = {
          ...{ id, value, required: field.required },
          'aria-invalid': isWrong,
          'aria-describedby': isWrong ? `${id}-wrong` : undefined,
          onInput: (event: { currentTarget: { value: string } }) =>
            onChange({ ...answers, [field.name]: event.currentTarget.value }),
        }
        return (
          <div key={field.name} class="field">
            <label for={id}>
              {labelIn(field, lang)}
              {!field.required && <small> ({words.ask.optional})</small>}
            </label>
            {field.type === 'choice' ? (
              <select {...common}>
                <option value="">{words.ask.choose}</option>
                {field.choices?.map((choice) => (
                  <option key={choice} value={choice}>
                    {choice}
                  </option>
                ))}
              </select>
            ) : (
              <input
                {...common}
                {...(field.type === 'email' ? ({ type: 'email' } as const) : ({ type: 'text' } as const))}
                maxLength={field.name === 'name' ? 100 : 500}
                autocomplete={field.name === 'name' || field.name === 'email' ? field.name : 'off'}
                dir="auto"
              />
            )}
            {isWrong && (
              <p id={`${id}-wrong`} class="wrong">
                {value.trim() === '' ? words.ask.missing : words.ask.email}
              </p>
            )}
          </div>
        )
      })}
    </fieldset>
  )
}

function labelIn({ name, label }: AskedField, lang: string): string {
  return label[lang] ?? label[lang.split('-')[0] ?? ''] ?? label.en ?? Object.values(label)[0] ?? name
}

// How the widget looks: what its tag can say.

import { useId } from 'preact/hooks'
import { useApp } from '../app.ts'
import type { Options } from '../fields.tsx'
import { languageName, widgetLanguages } from '../languages.ts'
import type { Look } from './snippet.ts'

/** The widget's own, where a page names none (widget/launcher.css). */
const standard = '#2f5bea'

interface LookFormProps {
  look: Look
  queues: Options
  onLook(look: Look): void
}

export function LookForm({ look, queues, onLook }: LookFormProps) {
  const { words, locale } = useApp()
  const of = words.embed
  const set = (name: keyof Look) => (value: string) => onLook({ ...look, [name]: value })
  const languages = widgetLanguages.map((lang) => [lang, languageName(lang, locale)] as const)
  return (
    <form class="look" onSubmit={(event) => event.preventDefault()}>
      <div class="row">
        <Pick label={of.queue} value={look.queue} options={queues} onPick={set('queue')} />
        <Pick
          label={of.lang}
          value={look.lang}
          options={[['', of.langPage], ['auto', of.langAuto], ...languages]}
          onPick={set('lang')}
        />
      </div>
      <div class="row">
        <Typed label={of.heading} hint={of.headingHint} value={look.title} onType={set('title')} />
        <Pick
          label={of.theme}
          value={look.theme}
          options={[
            ['', of.themes.system],
            ['light', of.themes.light],
            ['dark', of.themes.dark],
          ]}
          onPick={set('theme')}
        />
      </div>
      <Accent value={look.accent} onType={set('accent')} />
    </form>
  )
}

function Pick(props: { label: string; value: string; options: Options; onPick(value: string): void }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <select id={id} value={props.value} onChange={({ currentTarget: { value } }) => props.onPick(value)}>
        {props.options.map(([value, text]) => (
          <option key={value} value={value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  )
}

function Typed(props: { label: string; hint: string; value: string; onType(value: string): void }) {
  const id = useId()
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        {...{ id, dir: 'auto', value: props.value, maxLength: 100, autocomplete: 'off' }}
        aria-describedby={`${id}-hint`}
        onInput={({ currentTarget: { value } }) => props.onType(value)}
      />
      <small id={`${id}-hint`} class="hint">
        {props.hint}
      </small>
    </div>
  )
}

/** Any colour of CSS by its name or number, or picked. */
function Accent({ value, onType }: { value: string; onType(value: string): void }) {
  const { words } = useApp()
  const of = words.embed
  const id = useId()
  const isWrong = value !== '' && !CSS.supports('color', value)
  return (
    <div class="field">
      <label for={id}>{of.accent}</label>
      <div class="accent">
        <input
          type="color"
          aria-label={of.pickColour}
          value={/^#[0-9a-f]{6}$/i.test(value) ? value : standard}
          onInput={(event) => onType(event.currentTarget.value)}
        />
        <input
          {...{ id, value, spellcheck: false, placeholder: standard, autocomplete: 'off' }}
          aria-invalid={isWrong ? true : undefined}
          aria-describedby={`${id}-hint`}
          onInput={(event) => onType(event.currentTarget.value.trim())}
        />
      </div>
      <small id={`${id}-hint`} class={isWrong ? 'problem' : 'hint'}>
        {isWrong ? of.accentWrong : of.accentHint}
      </small>
    </div>
  )
}

// The one box for chatting and for leaving a message: what the queue asks first, files that wait, and the composer.

import { type ReadonlySignal, useSignal } from '@preact/signals'
import type { VisitorSession } from '../headless/session.ts'
import type { VisitorState } from '../headless/state.ts'
import { answerForm, wrongFields } from './answers.ts'
import { Composer } from './composer.tsx'
import type { Files } from './files.ts'
import { Lazy } from './lazy.tsx'
import type { Strings } from './strings/en.ts'

export interface BoxProps {
  session: VisitorSession
  state: ReadonlySignal<VisitorState>
  files: Files
  placeholder: string
  words: Strings
  lang: string
  locale: string
}

export function Box({ session, state, files, placeholder, words, lang, locale }: BoxProps) {
  const answers = useSignal<Readonly<Record<string, string>>>({})
  const wrong = useSignal<readonly string[]>([])
  const { draft, link, ask, lines } = state.value
  // Asked before the first message; who has begun is not interrupted.
  const asked = lines.some(({ kind }) => kind === 'own') ? [] : ask

  const say = (text: string): boolean => {
    wrong.value = wrongFields(asked, answers.value)
    const [first] = wrong.value
    if (first !== undefined) {
      const root = document.querySelector('[data-bellhop]')?.shadowRoot
      root?.getElementById(`ask-${first}`)?.focus()
      return false
    }
    const form = asked.length > 0 ? answerForm(asked, answers.value) : undefined
    void session.say(text, form)
    files.send()
    return true
  }

  return (
    <div class="box">
      {asked.length > 0 && (
        <Lazy
          load={loadAsk}
          props={{
            ...{ fields: asked, answers: answers.value, wrong: wrong.value, words, lang },
            onChange: (next: Readonly<Record<string, string>>) => {
              answers.value = next
              if (wrong.value.length > 0) wrong.value = wrongFields(asked, next)
            },
          }}
        />
      )}
      {files.uploads.value && <Lazy load={loadTray} props={{ uploads: files.uploads.value, words, locale }} />}
      <Composer
        draft={draft}
        disabled={link === 'refused'}
        hasFiles={files.some.value}
        placeholder={placeholder}
        words={words}
        onSay={say}
        onDraft={(text) => session.draft(text)}
        onFiles={(list) => files.add(list)}
      />
    </div>
  )
}

const loadAsk = () => import('./ask.tsx').then((part) => part.Ask)
const loadTray = () => import('./tray.tsx').then((part) => part.Tray)

// One's own state, as the desk sees it, and the choice of it.

import { useSignal } from '@preact/signals'
import { reasonOf, useApp } from './app.ts'

const choices = ['normal', 'busy'] as const

export function StateSwitch() {
  const { state, words, session, say } = useApp()
  const busy = useSignal(false)
  const { mode, board } = state.value
  const choose = async (next: (typeof choices)[number] | 'auto') => {
    busy.value = true
    await session.chooseState(next).catch((error) => say(reasonOf(error, words), true))
    busy.value = false
  }
  return (
    <div class="state">
      <fieldset class="switch" aria-label={words.state}>
        {choices.map((each) => (
          <button
            key={each}
            type="button"
            class={each}
            aria-pressed={mode === each}
            disabled={busy.value}
            onClick={() => void choose(each)}
          >
            <i />
            {words[each]}
          </button>
        ))}
      </fieldset>
      <p class="board">{board}</p>
    </div>
  )
}

// After a conversation was closed: a rating, with words if he likes. After an answer to his issue: whether that solved it.

import { useState } from 'preact/hooks'
import { FormRefused } from '../headless/forms.ts'
import type { Form } from '../headless/line.ts'
import { Icon } from './icon.tsx'
import type { Strings } from './strings/en.ts'
import type { After } from './view.ts'

export interface AfterProps {
  after: After
  words: Strings
  onSubmit(form: Form): Promise<void>
}

export function AfterConversation({ after, words, onSubmit }: AfterProps) {
  const [problem, setProblem] = useState('')
  const [busy, setBusy] = useState(false)
  const submit = (form: Form) => {
    setBusy(true)
    setProblem('')
    onSubmit(form)
      .catch((error: Error) => setProblem((error instanceof FormRefused && error.message) || words.rating.failed))
      .finally(() => setBusy(false))
  }
  return (
    <div class="after">
      {after === 'closed' ? (
        <Rating words={words} busy={busy} onSubmit={submit} />
      ) : (
        <Solved words={words} busy={busy} onSubmit={submit} />
      )}
      {problem && (
        <p class="wrong" role="alert">
          {problem}
        </p>
      )}
    </div>
  )
}

interface PartProps {
  words: Strings
  busy: boolean
  onSubmit(form: Form): void
}

function Rating({ words: { rating: words }, busy, onSubmit }: PartProps) {
  const [stars, setStars] = useState(0)
  const [added, setAdded] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit({ type: 'urn:bellhop:rating', values: { rating: String(stars), words: added.trim() } })
      }}
    >
      <fieldset class="stars">
        <legend>{words.question}</legend>
        <div>
          {[1, 2, 3, 4, 5].map((count) => (
            <label key={count} class={count <= stars ? 'on' : ''}>
              <input type="radio" name="stars" checked={count === stars} onChange={() => setStars(count)} />
              <span class="sr">{words.star(count)}</span>
              <Icon name="star" />
            </label>
          ))}
        </div>
      </fieldset>
      {stars > 0 && (
        <>
          <textarea
            rows={2}
            maxLength={2000}
            aria-label={words.words}
            placeholder={words.words}
            value={added}
            onInput={(event) => setAdded(event.currentTarget.value)}
          />
          <button type="submit" class="strong" disabled={busy}>
            {words.send}
          </button>
        </>
      )}
    </form>
  )
}

function Solved({ words: { solved: words }, busy, onSubmit }: PartProps) {
  const answer = (solved: 'yes' | 'no') => () => onSubmit({ type: 'urn:bellhop:solved', values: { solved } })
  return (
    <>
      <p>{words.question}</p>
      <div class="buttons">
        <button type="button" class="strong" disabled={busy} onClick={answer('yes')}>
          {words.yes}
        </button>
        <button type="button" class="plain" disabled={busy} onClick={answer('no')}>
          {words.no}
        </button>
      </div>
    </>
  )
}

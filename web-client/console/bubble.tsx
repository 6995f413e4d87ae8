// What a line says: the words it answers, its own, a picture or another file; or that it was taken back.

import { useSignal } from '@preact/signals'
import { FileText } from 'lucide'
import type { AgentLine } from '../headless/agent/line.ts'
import { fileName, isPicture, splitLinks } from '../headless/text.ts'
import { Icon } from '../look/icon.tsx'
import { useApp } from './app.ts'

export function Bubble({ line }: { line: AgentLine }) {
  const { words, uploads } = useApp()
  const broken = useSignal(false)
  const { body, file, reply } = line
  if (line.retracted) return <p class="bubble gone">{words.retracted}</p>
  const picture = file !== undefined && !broken.value && isPicture(file, uploads) ? file : undefined
  const rest = file === body ? '' : body
  return (
    <div class="bubble" dir="auto">
      {reply?.words && (
        <q class="quote">
          <span class="sr">{words.quote} </span>
          {reply.words}
        </q>
      )}
      {rest && <Words text={rest} />}
      {file !== undefined && (
        <a class={picture ? 'picture' : 'document'} href={file} target="_blank" rel="noopener noreferrer nofollow">
          {picture ? (
            <img
              src={picture}
              alt={words.picture}
              loading="lazy"
              referrerpolicy="no-referrer"
              onError={() => {
                broken.value = true
              }}
            />
          ) : (
            <>
              <Icon of={FileText} label={words.file} />
              <span dir="auto">{fileName(file)}</span>
            </>
          )}
        </a>
      )}
    </div>
  )
}

/** Text with its web addresses as links; anything else is shown as it is. */
export function Words({ text }: { text: string }) {
  return (
    <span class="words">
      {splitLinks(text).map((part, place) =>
        part.href === undefined ? (
          part.text
        ) : (
          <a key={place} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ),
      )}
    </span>
  )
}

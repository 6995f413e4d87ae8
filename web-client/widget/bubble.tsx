// What one line says: the words it answers, its own, a picture or another file; or that it was taken back. And the reactions to it.

import { useState } from 'preact/hooks'
import { countReactions, type Line, type Reactions as ReactionsOf } from '../headless/line.ts'
import { fileName, isPicture, splitLinks } from '../headless/text.ts'
import { Icon } from './icon.tsx'
import type { Strings } from './strings/en.ts'

interface BubbleProps {
  line: Line
  words: Strings
  uploads: string
}

export function Bubble({ line, words, uploads }: BubbleProps) {
  // A picture that can't be shown is a link like any other file.
  const [broken, setBroken] = useState(false)
  const { file, body, reply } = line
  if (line.retracted) return <p class="bubble gone">{words.retracted}</p>
  const picture = file !== undefined && !broken && isPicture(file, uploads) ? file : undefined
  const rest = file === body ? '' : body
  return (
    <p class={picture && !rest && !reply?.words ? 'bubble bare' : 'bubble'} dir="auto">
      {reply?.words && <q class="quote">{reply.words}</q>}
      {rest && <Text text={rest} words={words} />}
      {file !== undefined && (
        <a class={picture ? 'picture' : 'document'} href={file} target="_blank" rel="noopener noreferrer nofollow">
          {picture ? (
            <img
              src={picture}
              alt={words.picture}
              loading="lazy"
              referrerpolicy="no-referrer"
              onError={() => setBroken(true)}
            />
          ) : (
            <>
              <Icon name="file" />
              <span class="sr">{words.file} </span>
              <span dir="auto">{fileName(file)}</span>
            </>
          )}
          <span class="sr"> {words.opensNewTab}</span>
        </a>
      )}
    </p>
  )
}

export function Reactions({ reactions, words }: { reactions: ReactionsOf; words: Strings }) {
  const counts = countReactions(reactions)
  if (counts.length === 0) return null
  return (
    <ul class="reactions" aria-label={words.reactions}>
      {counts.map(([reaction, count]) => (
        <li key={reaction}>{count > 1 ? `${reaction} ${count}` : reaction}</li>
      ))}
    </ul>
  )
}

function Text({ text, words }: { text: string; words: Strings }) {
  return splitLinks(text).map((part) =>
    part.href === undefined ? (
      part.text
    ) : (
      <a key={part.href} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
        {part.text}
        <span class="sr"> {words.opensNewTab}</span>
      </a>
    ),
  )
}

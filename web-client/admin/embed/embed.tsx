// The widget on a site of one's own: how it looks as a form, its code to copy, the widget itself beside it, and the keys by
// which the site vouches for its people.

import { useEffect, useState } from 'preact/hooks'
import { useQueues } from '../all.ts'
import { useApp } from '../app.ts'
import type { Options } from '../fields.tsx'
import { Card, Head } from '../parts.tsx'
import { Code } from './code.tsx'
import { Keys } from './keys.tsx'
import { LookForm } from './look-form.tsx'
import { type Look, moduleFor, previewOf, tagFor } from './snippet.ts'

const quiet = 500

export function Embed() {
  const { words, route } = useApp()
  const { options } = useQueues()
  const of = words.embed
  const [first] = route.value.rest
  return (
    <>
      <Head title={of.title} lead={of.lead} />
      <div class="stack">
        {options.length > 0 && <Widget key={first} {...{ queues: options, first }} />}
        <Keys />
      </div>
    </>
  )
}

function Widget({ queues, first }: { queues: Options; first: string | undefined }) {
  const { words } = useApp()
  const of = words.embed
  const queue = queues.find(([name]) => name === first)?.[0] ?? queues[0]?.[0] ?? 'support'
  const [look, set] = useState<Look>({ queue, lang: '', title: '', accent: '', theme: '' })
  const shown = useQuiet(look)
  // Where this page came from is where the widget comes from.
  const desk = new URL('..', location.href).href.replace(/\/$/, '')
  return (
    <div class="split embed">
      <Card title={of.look}>
        <LookForm {...{ look, queues }} onLook={set} />
        <Code label={of.tag} code={tagFor(desk, look)} />
        <Code label={of.module} code={moduleFor(desk, look)} />
        <p class="hint">
          {of.types} <a href="../bellhop.d.ts">bellhop.d.ts</a>
        </p>
        <p class="hint">{of.origins}</p>
      </Card>
      <Card title={of.preview} lead={of.previewLead} class="preview">
        <iframe key={previewOf(shown)} src={previewOf(shown)} title={of.preview} />
      </Card>
    </div>
  )
}

/** What it is once nothing has changed for a moment. */
function useQuiet<Value>(value: Value): Value {
  const [quietValue, set] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => set(value), quiet)
    return () => clearTimeout(timer)
  }, [value])
  return quietValue
}

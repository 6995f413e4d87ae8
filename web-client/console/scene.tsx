// The conversation as it was when the issue was filed, beside it: read only.

import { useSignal } from '@preact/signals'
import { X } from 'lucide'
import { useEffect } from 'preact/hooks'
import type { AgentLine } from '../headless/agent/line.ts'
import { Icon } from '../look/icon.tsx'
import { useApp } from './app.ts'
import { Block, blocksOf } from './block.tsx'

export function Scene({ jid, also }: { jid: string; also: unknown }) {
  const { session, state, words } = useApp()
  const scene = useSignal<{ lines: readonly AgentLine[]; complete: boolean } | undefined>(undefined)
  const online = state.value.link === 'online' && state.value.ready
  useEffect(() => {
    if (!online) return
    session
      .scene(jid)
      .then((found) => {
        scene.value = found
      })
      .catch(() => {
        scene.value = { lines: [], complete: true }
      })
  }, [jid, online, also])
  const { lines = [], complete = true } = scene.value ?? {}
  const thread = { jid, kind: 'chat', name: words.visitor, listed: false } as const
  return (
    <aside class="pane scene" aria-label={words.scene}>
      <header>
        <h2>{words.scene}</h2>
        <a class="tool" href={`#/issues/${jid.replace(/\D*(\d+).*/, '$1')}`} aria-label={words.hideScene}>
          <Icon of={X} />
        </a>
      </header>
      {scene.value && lines.length === 0 && <p class="empty">{words.sceneNone}</p>}
      {!complete && <p class="empty">{words.sceneMore}</p>}
      <div class="log">
        {blocksOf(lines).map(({ key, lines: some, previous }) => (
          <Block key={key} lines={some} previous={previous} thread={thread} first="" />
        ))}
      </div>
    </aside>
  )
}

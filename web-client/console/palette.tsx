// Ctrl-K: all that can be done here and at the desk, as the desk lists it, and all places; by words, keys or pointer.

import { useSignal } from '@preact/signals'
import type { IconNode } from 'lucide'
import { CircleDot, CornerDownRight, Terminal } from 'lucide'
import { useEffect, useRef } from 'preact/hooks'
import type { CommandItem } from '../headless/agent/commands.ts'
import { Icon } from '../look/icon.tsx'
import { type App, useApp } from './app.ts'
import { Dialog } from './dialog.tsx'
import { hashOf } from './route.ts'

interface Entry {
  readonly key: string
  readonly icon: IconNode
  readonly title: string
  readonly hint: string
  run(): void
}

export function Palette({ address }: { address?: string | undefined }) {
  const app = useApp()
  const { words } = app
  const query = useSignal('')
  const selected = useSignal(0)
  const list = useRef<HTMLDivElement>(null)
  const commands = useCommands(app, address)
  // Places only when they are asked for by name: what comes late must not push them under the pointer.
  const places = address || query.value === '' ? [] : placeEntries(app)
  const entries = [...commands.map((item) => commandEntry(app, item)), ...places]
  const found = matching(entries, query.value).slice(0, 60)
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  }, [selected.value])
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined) selected.value = (selected.value + step + found.length) % Math.max(1, found.length)
    else if (event.key === 'Enter' && !event.isComposing) found[selected.value]?.run()
    else return
    event.preventDefault()
  }
  return (
    <Dialog title={words.palette} class="palette">
      <input
        type="text"
        role="combobox"
        aria-expanded
        aria-controls="palette-list"
        aria-activedescendant={`entry-${selected.value}`}
        aria-label={words.palettePlaceholder}
        placeholder={words.palettePlaceholder}
        autocomplete="off"
        autofocus
        value={query.value}
        onInput={(event) => {
          query.value = event.currentTarget.value
          selected.value = 0
        }}
        onKeyDown={onKeyDown}
      />
      <div ref={list} id="palette-list" class="options" role="listbox" aria-label={words.palette}>
        {found.map((entry, place) => (
          <div
            key={entry.key}
            id={`entry-${place}`}
            role="option"
            tabIndex={-1}
            aria-selected={place === selected.value}
            onPointerUp={entry.run}
          >
            <Icon of={entry.icon} />
            <span dir="auto">{entry.title}</span>
            <small>{entry.hint}</small>
          </div>
        ))}
      </div>
      {found.length === 0 && query.value !== '' && <p class="empty">{words.paletteNone}</p>}
    </Dialog>
  )
}

/** Of the place one is in first, then of the desk. */
function useCommands(app: App, address: string | undefined): readonly CommandItem[] {
  const { session, route, overlay } = app
  const items = useSignal<readonly CommandItem[]>([])
  useEffect(() => {
    const { desk } = session.store.domains
    const now = route.value
    const here = now.kind === 'issue' ? `issue-${now.number}@${desk}` : now.kind === 'thread' ? now.jid : desk
    const isDesks = here.endsWith(`@${desk}`)
    const places = address ? [address] : [...(isDesks ? [here] : []), desk]
    const fetch = async () => {
      for (const place of places) {
        const found = await session.desk.commands(place).catch(() => [])
        if (overlay.value?.kind === 'palette') items.value = [...items.value, ...found]
      }
    }
    void fetch()
  }, [])
  return items.value
}

function commandEntry({ overlay, session }: App, { address, node, title }: CommandItem): Entry {
  const { desk } = session.store.domains
  const isIssue = node === 'issue'
  return {
    key: `${address} ${node}`,
    icon: Terminal,
    title,
    hint: `${address === desk ? '' : '!'}${node}`,
    run() {
      overlay.value = isIssue ? { kind: 'issue', address } : { kind: 'command', address, node, title }
    },
  }
}

function placeEntries({ state, session, overlay, words }: App): Entry[] {
  const go = (hash: string) => () => {
    overlay.value = undefined
    location.hash = hash
  }
  const threads = [...state.value.threads.values()].filter(({ listed }) => listed)
  return [
    ...threads.map(({ jid, name, kind, number }) => ({
      key: jid,
      icon: CornerDownRight,
      title: kind === 'chat' ? `${name} #${number}` : name,
      hint: words.go,
      run: go(hashOf(jid, session.store.domains)),
    })),
    ...state.value.issues.map(({ number, content = '' }) => ({
      key: `issue ${number}`,
      icon: CircleDot,
      title: `#${number} ${content.slice(0, 80)}`,
      hint: words.go,
      run: go(`#/issues/${number}`),
    })),
  ]
}

/** All of the words anywhere; what begins with them first. */
function matching(entries: readonly Entry[], query: string): Entry[] {
  const wanted = query.toLowerCase().replace(/^!/, '').split(/\s+/).filter(Boolean)
  const text = ({ title, hint }: Entry) => `${hint.replace('!', '')} ${title}`.toLowerCase()
  const found = entries.filter((entry) => wanted.every((word) => text(entry).includes(word)))
  const [first = ''] = wanted
  const rank = (entry: Entry) => (first !== '' && text(entry).startsWith(first) ? 0 : 1)
  return found.sort((a, b) => rank(a) - rank(b))
}

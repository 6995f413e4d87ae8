// The box: an answer or a note, which can't be mistaken for each other; commands; replies and corrections; files.

import { type Signal, useSignal } from '@preact/signals'
import { Paperclip, SendHorizontal, X } from 'lucide'
import { useEffect, useRef } from 'preact/hooks'
import { isCommand } from '../headless/agent/read.ts'
import type { Thread } from '../headless/agent/state.ts'
import { Icon } from '../look/icon.tsx'
import { type App, perform, useApp } from './app.ts'
import { Canned, useCanned } from './canned.tsx'
import type { Aim } from './thread.tsx'
import { Tray, useUploads } from './uploads.tsx'

export function Composer({ thread, aim }: { thread: Thread; aim: Signal<Aim | undefined> }) {
  const app = useApp()
  const { session, words, drafts } = app
  const { jid, kind } = thread
  const box = useRef<HTMLTextAreaElement>(null)
  const text = useSignal(drafts.get(jid))
  const note = useSignal(false)
  /** The “!” at the beginning was pasted, or is meant. */
  const literal = useSignal(false)
  const uploads = useUploads(app, jid)
  const write = (next: string) => {
    text.value = next
    if (next === '') literal.value = false
    if (!aim.value || aim.value.kind === 'reply') drafts.set(jid, next)
    const silent = note.value || (kind !== 'person' && isCommand(next, kind) && !literal.value)
    session.typed(jid, silent ? '' : next)
  }
  const canned = useCanned(app, thread, text, (next) => {
    write(next)
    box.current?.focus()
  })
  useEffect(() => {
    const now = aim.value
    if (now?.kind === 'correct') text.value = now.line.body
    else if (!now) text.value = drafts.get(jid)
    box.current?.focus()
  }, [aim.value])
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) box.current?.focus()
  }, [])

  const command = !note.value && kind !== 'person' && kind !== 'room' && kind !== 'desk' && isCommand(text.value, kind)
  const send = async () => {
    const said = text.value.trim()
    if (said === '') return
    const now = aim.value
    const isText = command && literal.value
    aim.value = undefined
    write('')
    if (note.value) {
      if (!(await perform(app, jid, 'note', { text: said }))) write(said)
    } else if (now?.kind === 'correct') session.talking.correct(jid, now.line.id, said)
    else session.say(jid, { body: said, ...replyOf(now), ...(isText ? { literal: true } : {}) })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || canned.onKey(event)) return
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      void send()
    } else if (event.key === 'Escape' && aim.value) {
      event.stopPropagation()
      aim.value = undefined
    } else if (event.key === 'ArrowUp' && text.value === '' && !note.value) {
      const last = thread.lines.findLast((line) => line.kind === 'own' && !line.retracted && line.file === undefined)
      if (last && last.state !== 'sending') aim.value = { kind: 'correct', line: last }
    } else if (event.altKey && event.code === 'KeyN' && kind === 'chat') {
      event.preventDefault()
      note.value = !note.value
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const files = event.clipboardData?.files
    if (files?.length) {
      event.preventDefault()
      return uploads.add(files)
    }
    const before = box.current?.value.slice(0, box.current.selectionStart) ?? ''
    // What was copied somewhere is text, whatever it begins with.
    if (before.trim() === '' && /^\s*!/.test(event.clipboardData?.getData('text') ?? '')) literal.value = true
  }
  const closed = kind === 'chat' && !thread.listed
  return (
    <form
      class="composer"
      data-mode={note.value ? 'note' : command && !literal.value ? 'command' : 'answer'}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        if (event.dataTransfer) uploads.add(event.dataTransfer.files)
      }}
    >
      {canned.open && <Canned canned={canned} />}
      <AimBar aim={aim} name={thread.name} />
      {command && <CommandBar literal={literal} app={app} />}
      <Tray uploads={uploads} />
      <div class="box">
        {kind === 'chat' && <Modes note={note} app={app} onPick={() => box.current?.focus()} />}
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          maxLength={10_000}
          aria-label={placeholderOf(thread, note.value, app)}
          placeholder={placeholderOf(thread, note.value, app)}
          value={text.value}
          disabled={closed}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        {kind !== 'desk' && kind !== 'issue' && (
          <label class="tool attach" title={words.attach}>
            <Icon of={Paperclip} label={words.attach} />
            <input
              type="file"
              multiple
              class="sr"
              onChange={(event) => {
                if (event.currentTarget.files) uploads.add(event.currentTarget.files)
                event.currentTarget.value = ''
              }}
            />
          </label>
        )}
        <button
          type="submit"
          class="send"
          aria-label={note.value ? words.keepNote : words.send}
          disabled={text.value.trim() === ''}
        >
          <Icon of={SendHorizontal} />
        </button>
      </div>
    </form>
  )
}

const replyOf = (aim: Aim | undefined) =>
  aim?.kind === 'reply' ? { reply: { id: aim.line.id, words: aim.line.body.split('\n').slice(0, 3).join('\n') } } : {}

function placeholderOf({ kind, name }: Thread, note: boolean, { words }: App): string {
  if (note) return words.placeholderNote
  if (kind === 'chat') return words.placeholder(name)
  if (kind === 'issue') return words.placeholderComment
  return kind === 'desk' ? words.placeholderDesk : words.placeholderPerson(name)
}

function Modes({ note, app: { words }, onPick }: { note: Signal<boolean>; app: App; onPick(): void }) {
  const pick = (next: boolean) => {
    note.value = next
    onPick()
  }
  return (
    <fieldset class="modes" aria-label={words.mode}>
      <button type="button" aria-pressed={!note.value} onClick={() => pick(false)}>
        {words.answerMode}
      </button>
      <button type="button" class="note" aria-pressed={note.value} onClick={() => pick(true)}>
        {words.note}
      </button>
    </fieldset>
  )
}

function CommandBar({ literal, app: { words } }: { literal: Signal<boolean>; app: App }) {
  return (
    <p class="aim command" role="status">
      <span>{literal.value ? words.literalHint : words.commandHint}</span>
      <button
        type="button"
        onClick={() => {
          literal.value = !literal.value
        }}
      >
        {literal.value ? words.asCommand : words.asText}
      </button>
    </p>
  )
}

function AimBar({ aim, name }: { aim: Signal<Aim | undefined>; name: string }) {
  const { words } = useApp()
  const now = aim.value
  if (!now) return null
  const { line } = now
  return (
    <p class="aim">
      <span>
        <b>
          {now.kind === 'correct'
            ? words.correcting
            : words.replying(line.kind === 'own' ? words.you : line.name || name)}
        </b>
        <q dir="auto">{line.body}</q>
      </span>
      <button
        type="button"
        class="tool small"
        aria-label={words.cancel}
        onClick={() => {
          aim.value = undefined
        }}
      >
        <Icon of={X} />
      </button>
    </p>
  )
}

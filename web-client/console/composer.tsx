// The box: an answer or a note, which can't be mistaken for each other; commands; replies and corrections; files.

import { type Signal, useSignal } from '@preact/signals'
import { Paperclip, SendHorizontal, X } from 'lucide'
import { useEffect, useRef } from 'preact/hooks'
import { isCommand } from '../headless/agent/read.ts'
import type { Thread } from '../headless/agent/state.ts'
import { longestText, textFile, textOf, wayOf } from '../headless/pasting.ts'
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
  const text = useSignal(drafts.get(jid).text)
  const note = useSignal(drafts.get(jid).note)
  /** The “!” at the beginning was pasted, or is meant. */
  const literal = useSignal(false)
  const uploads = useUploads(app, jid)
  const noFiles = note.value ? words.noteNoFile : kind === 'desk' || kind === 'issue' ? words.noFiles : ''
  const add = (files: Iterable<File>) => (noFiles ? app.say(noFiles, true) : uploads.add(files))
  /** What is drafted is another text than this one, and comes back after it. */
  const isAside = () => aim.value?.kind === 'correct' || (aim.value !== undefined && drafts.get(jid).note)
  const write = (next: string) => {
    text.value = next
    if (next === '') literal.value = false
    if (!isAside()) drafts.set(jid, { text: next, note: note.value })
    const silent = note.value || (kind !== 'person' && isCommand(next, kind) && !literal.value)
    session.typed(jid, silent ? '' : next)
  }
  const canned = useCanned(app, thread, text, (next) => {
    write(next)
    box.current?.focus()
  })
  useEffect(() => {
    const now = aim.value
    const draft = drafts.get(jid)
    // Neither a correction nor a reply is ever a note, nor a note ever a reply.
    const aside = now?.kind === 'correct' ? now.line.body : ''
    text.value = isAside() ? aside : draft.text
    note.value = isAside() ? false : draft.note
    box.current?.focus()
  }, [aim.value])
  const pickNote = (next: boolean) => {
    if (!aim.value) note.value = next
    write(text.value)
    box.current?.focus()
  }
  /** It was not kept: it comes back as the note that it is, before what was written since. */
  const giveBack = (said: string) => {
    const rest = aim.value ? drafts.get(jid).text : text.value
    const draft = { text: rest === '' ? said : `${said}\n${rest}`, note: true }
    drafts.set(jid, draft)
    if (aim.value) return
    note.value = true
    text.value = draft.text
  }
  useEffect(() => {
    if (matchMedia('(hover: hover)').matches) box.current?.focus()
  }, [])

  const isText = note.value || aim.value?.kind === 'correct'
  const command = !isText && kind !== 'person' && kind !== 'room' && kind !== 'desk' && isCommand(text.value, kind)
  const send = async () => {
    const said = text.value.trim()
    if (said === '') return
    const now = aim.value
    const isLiteral = command && literal.value
    if (now?.kind === 'correct') {
      const done = said === now.line.body || session.talking.correct(jid, now.line.id, said)
      if (done) aim.value = undefined
      else app.say(words.failedWhy, true)
      return
    }
    write('')
    aim.value = undefined
    if (!note.value) session.say(jid, { body: said, ...replyOf(now), ...(isLiteral ? { literal: true } : {}) })
    else if (!(await perform(app, jid, 'note', { text: said }))) giveBack(said)
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
      if (last?.state === 'stored' || last?.state === 'read') aim.value = { kind: 'correct', line: last }
    } else if (event.altKey && event.code === 'KeyN' && kind === 'chat') {
      event.preventDefault()
      pickNote(!note.value)
    }
  }
  const onPaste = (event: ClipboardEvent) => {
    const { clipboardData: clip } = event
    const way = wayOf(clip, event.currentTarget as HTMLTextAreaElement)
    if (way !== 'box') event.preventDefault()
    if (way === 'files') return add(clip?.files ?? [])
    if (way === 'file' && noFiles) return app.say(words.tooLong, true)
    if (way === 'file') return add([new File([textFile.begin, textOf(clip)], textFile.name, textFile)])
    const before = box.current?.value.slice(0, box.current.selectionStart) ?? ''
    // What was copied somewhere is text, whatever it begins with.
    if (before.trim() === '' && /^\s*!/.test(textOf(clip))) literal.value = true
  }
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
        if (event.dataTransfer) add(event.dataTransfer.files)
      }}
    >
      {canned.open && <Canned canned={canned} />}
      <AimBar aim={aim} name={thread.name} />
      {command && <CommandBar literal={literal} app={app} />}
      <Tray uploads={uploads} />
      <div class="box">
        {kind === 'chat' && !aim.value && <Modes note={note.value} app={app} onPick={pickNote} />}
        <textarea
          ref={box}
          rows={1}
          dir="auto"
          maxLength={longestText}
          aria-label={placeholderOf(thread, note.value, app)}
          placeholder={placeholderOf(thread, note.value, app)}
          value={text.value}
          onInput={(event) => write(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
        />
        {!noFiles && (
          <label class="tool attach" title={words.attach}>
            <Icon of={Paperclip} label={words.attach} />
            <input
              type="file"
              multiple
              class="sr"
              onChange={(event) => {
                if (event.currentTarget.files) add(event.currentTarget.files)
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

function Modes({ note, app: { words }, onPick }: { note: boolean; app: App; onPick(note: boolean): void }) {
  return (
    <fieldset class="modes" aria-label={words.mode}>
      <button type="button" aria-pressed={!note} onClick={() => onPick(false)}>
        {words.answerMode}
      </button>
      <button type="button" class="note" aria-pressed={note} onClick={() => onPick(true)}>
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

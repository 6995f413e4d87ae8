// Small pieces that sections are made of: headings, cards, badges, times, and what is shown once to be copied.

import { useSignal } from '@preact/signals'
import { Check, ChevronLeft, Copy as CopyIcon } from 'lucide'
import type { ComponentChildren } from 'preact'
import { Icon } from '../look/icon.tsx'
import { ago, dateTime } from '../look/time.ts'
import { reasonOf, useApp } from './app.ts'
import type { Answer } from './ask.ts'
import type { Draft } from './draft.ts'

interface HeadProps {
  title: ComponentChildren
  lead?: string
  /** Where one came from. */
  back?: { href: string; title: string }
  /** Buttons beside it. */
  children?: ComponentChildren
}

export function Head({ title, lead, back, children }: HeadProps) {
  return (
    <header class="head">
      <div>
        {back && (
          <a class="back" href={back.href}>
            <Icon of={ChevronLeft} /> {back.title}
          </a>
        )}
        <h1 dir="auto">{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {children && <div class="buttons">{children}</div>}
    </header>
  )
}

interface CardProps {
  title?: string
  lead?: ComponentChildren
  class?: string
  children: ComponentChildren
}

export function Card({ title, lead, class: kind = '', children }: CardProps) {
  return (
    <section class={`card ${kind}`} aria-label={title}>
      {title && <h2>{title}</h2>}
      {lead && <p class="lead">{lead}</p>}
      {children}
    </section>
  )
}

export type Tone = 'good' | 'soon' | 'bad' | 'calm'

export function Badge({ tone = 'calm', children }: { tone?: Tone; children: ComponentChildren }) {
  return <span class={`badge ${tone}`}>{children}</span>
}

/** “2 hours ago”, with the time itself for who points at it. */
export function When({ at, never = '–' }: { at: string | null | undefined; never?: string }) {
  const { locale } = useApp()
  if (!at) return <span class="never">{never}</span>
  const time = Date.parse(at)
  return (
    <time dateTime={at} title={dateTime(time, locale)}>
      {ago(time, Date.now(), locale)}
    </time>
  )
}

export function Copy({ text, label }: { text: string; label?: string }) {
  const { words, say } = useApp()
  const done = useSignal(false)
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text)
      done.value = true
      setTimeout(() => {
        done.value = false
      }, 2000)
    } catch {
      say(words.common.notCopied, true)
    }
  }
  return (
    <button type="button" class="copy" onClick={() => void copy()}>
      <Icon of={done.value ? Check : CopyIcon} /> {done.value ? words.common.copied : (label ?? words.common.copy)}
    </button>
  )
}

/** Something that is shown this once: a password, a token, a link. */
export function Secret({ label, value, hint }: { label: string; value: string; hint?: string }) {
  return (
    <div class="secret">
      <b>{label}</b>
      <div>
        <code data-secret>{value}</code>
        <Copy text={value} />
      </div>
      {hint && <small>{hint}</small>}
    </div>
  )
}

/** What was asked of the API, once it is there; else that it is looked for, or why it can't be had. */
export function Shown<Value>({ of, children }: { of: Answer<Value>; children(value: Value): ComponentChildren }) {
  const { words } = useApp()
  if (of.value !== undefined) return <>{children(of.value)}</>
  if (of.error === undefined) return <div class="loading" role="status" aria-label={words.common.loading} />
  return (
    <div class="failed" role="alert">
      <p>{reasonOf(of.error)}</p>
      <button type="button" onClick={() => void of.again()}>
        {words.common.again}
      </button>
    </div>
  )
}

/** Says above a form that somebody else was quicker. */
export function Meanwhile<Value>({ draft }: { draft: Draft<Value> }) {
  const { words } = useApp()
  if (!draft.isOld) return null
  return (
    <p class="alert" role="status">
      {words.common.changedMeanwhile}{' '}
      <button type="button" class="small" onClick={() => void draft.renew()}>
        {words.common.reload}
      </button>
    </p>
  )
}

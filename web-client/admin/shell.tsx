// The frame: sections on the left (in a drawer where there is no room), the open one beside them, and who is signed in.

import { useSignal } from '@preact/signals'
import { LogOut, Menu, X } from 'lucide'
import { useEffect, useRef } from 'preact/hooks'
import { Icon } from '../look/icon.tsx'
import { useApp } from './app.ts'
import { to } from './route.ts'
import { groups, type Section, sections } from './sections.ts'

export function Shell() {
  const { route, words } = useApp()
  const isOpen = useSignal(false)
  const place = useRef<HTMLElement>(null)
  const open = sections.find(({ path }) => path === route.value.path) ?? (sections[0] as Section)
  const title = open.title(words)
  useEffect(() => {
    isOpen.value = false
    document.title = `${title} · ${words.common.app}`
    place.current?.scrollTo(0, 0)
  }, [route.value.path, route.value.rest.join('/')])
  const { component: Open } = open
  return (
    <div class="admin">
      <button type="button" class="skip" onClick={() => place.current?.focus()}>
        {words.common.skip}
      </button>
      <aside class="side">
        <Brand />
        <Navigation open={open.path} />
      </aside>
      {isOpen.value && <Drawer open={open.path} onClose={() => (isOpen.value = false)} />}
      <header class="bar">
        <button
          type="button"
          class="tool"
          aria-label={words.common.menu}
          aria-expanded={isOpen.value}
          onClick={() => {
            isOpen.value = true
          }}
        >
          <Icon of={Menu} />
        </button>
        <b>{words.common.app}</b>
      </header>
      <main ref={place} id="main" tabIndex={-1} data-section={open.path}>
        <Open key={open.path} />
      </main>
    </div>
  )
}

function Brand() {
  const { words } = useApp()
  return (
    <p class="brand">
      <img src="icon.svg" alt="" width={30} height={30} />
      <b>{words.common.app}</b>
    </p>
  )
}

function Drawer({ open, onClose }: { open: string; onClose(): void }) {
  const { words } = useApp()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      class="drawer"
      aria-label={words.common.menu}
      onClose={onClose}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div class="side">
        <div class="top">
          <Brand />
          <button type="button" class="tool" aria-label={words.common.close} onClick={onClose}>
            <Icon of={X} />
          </button>
        </div>
        <Navigation open={open} onPick={onClose} />
      </div>
    </dialog>
  )
}

interface NavigationProps {
  open: string
  onPick?: (() => void) | undefined
}

function Navigation({ open, onPick }: NavigationProps) {
  const { words, me, signOut } = useApp()
  return (
    <>
      <nav aria-label={words.common.sections}>
        {groups.map((group) => (
          <Group key={group} group={group} open={open} onPick={onPick} />
        ))}
      </nav>
      <p class="me">
        <a href={to('account')} onClick={onPick} dir="auto">
          {me.value.name}
        </a>
        <button type="button" class="tool small" aria-label={words.common.signOut} onClick={() => void signOut()}>
          <Icon of={LogOut} />
        </button>
      </p>
    </>
  )
}

function Group({ group, open, onPick }: NavigationProps & { group: (typeof groups)[number] }) {
  const { words } = useApp()
  const own = sections.filter((section) => section.group === group)
  if (own.length === 0) return null
  return (
    <>
      <h2>{words.common.groups[group]}</h2>
      <ul>
        {own.map(({ path, icon, title }) => (
          <li key={path}>
            <a href={to(path)} onClick={onPick} aria-current={path === open ? 'page' : undefined}>
              <Icon of={icon} />
              <span>{title(words)}</span>
            </a>
          </li>
        ))}
      </ul>
    </>
  )
}

// A dialog over the screen: the browser's own, which keeps the focus inside and gives it back.

import { X } from 'lucide'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from './icon.tsx'

export interface OverProps {
  title: string
  /** What the button in the corner is called. */
  close: string
  wide?: boolean | undefined
  class?: string | undefined
  onClose(): unknown
  children: ComponentChildren
}

export function Over({ title, close, wide, class: kind = '', onClose, children }: OverProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [opener] = useState(() => document.activeElement)
  useEffect(() => {
    dialog.current?.showModal()
    // It goes without being closed first, and then a browser gives the focus to nobody.
    return () => queueMicrotask(() => giveBack(opener))
  }, [])
  return (
    <dialog
      ref={dialog}
      class={`dialog ${wide ? 'wide' : ''} ${kind}`}
      aria-label={title}
      onClose={onClose}
      onCancel={onClose}
      onPointerDown={(event) => {
        if (event.target === dialog.current) onClose()
      }}
    >
      <div class="inside">
        <header>
          <h2>{title}</h2>
          <button type="button" class="tool" aria-label={close} onClick={onClose}>
            <Icon of={X} />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}

function giveBack(opener: Element | null): void {
  if (document.activeElement === document.body && opener instanceof HTMLElement && opener.isConnected) opener.focus()
}

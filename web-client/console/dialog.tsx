// A dialog over the screen: the browser's own, which keeps the focus inside and gives it back.

import { X } from 'lucide'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useApp } from './app.ts'
import { Icon } from './icon.tsx'

interface DialogProps {
  title: string
  wide?: boolean
  class?: string
  children: ComponentChildren
}

export function Dialog({ title, wide, class: kind = '', children }: DialogProps) {
  const { overlay, words } = useApp()
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const close = () => {
    overlay.value = undefined
  }
  return (
    <dialog
      ref={dialog}
      class={`dialog ${wide ? 'wide' : ''} ${kind}`}
      aria-label={title}
      onClose={close}
      onCancel={close}
      onPointerDown={(event) => {
        if (event.target === dialog.current) close()
      }}
    >
      <div class="inside">
        <header>
          <h2>{title}</h2>
          <button type="button" class="tool" aria-label={words.cancel} onClick={close}>
            <Icon of={X} />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}

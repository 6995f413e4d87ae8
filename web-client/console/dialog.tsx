// What lies over the console: one at a time, gone when it is closed.

import type { ComponentChildren } from 'preact'
import { useState } from 'preact/hooks'
import { Over } from '../look/dialog.tsx'
import { useApp } from './app.ts'

interface DialogProps {
  title: string
  wide?: boolean
  class?: string
  children: ComponentChildren
}

export function Dialog(props: DialogProps) {
  const { words } = useApp()
  return <Over {...props} close={words.cancel} onClose={useClose()} />
}

/** Closes what is open now, and nothing that is opened later. True when it was still open. */
export function useClose(): () => boolean {
  const { overlay } = useApp()
  const [mine] = useState(() => overlay.peek())
  return () => {
    const isOpen = overlay.peek() === mine
    if (isOpen) overlay.value = undefined
    return isOpen
  }
}

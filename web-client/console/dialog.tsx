// What lies over the console: one at a time, gone when it is closed.

import type { ComponentChildren } from 'preact'
import { Over } from '../look/dialog.tsx'
import { useApp } from './app.ts'

interface DialogProps {
  title: string
  wide?: boolean
  class?: string
  children: ComponentChildren
}

export function Dialog(props: DialogProps) {
  const { overlay, words } = useApp()
  const close = () => {
    overlay.value = undefined
  }
  return <Over {...props} close={words.cancel} onClose={close} />
}

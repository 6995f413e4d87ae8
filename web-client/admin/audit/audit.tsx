// Audit.

import { useApp } from '../app.ts'
import { Head } from '../parts.tsx'

export function Audit() {
  const { words } = useApp()
  return <Head title={words.audit.title} />
}

// Admins.

import { useApp } from '../app.ts'
import { Head } from '../parts.tsx'

export function Admins() {
  const { words } = useApp()
  return <Head title={words.admins.title} />
}

// Overview.

import { useApp } from '../app.ts'
import { Head } from '../parts.tsx'

export function Overview() {
  const { words } = useApp()
  return <Head title={words.overview.title} />
}

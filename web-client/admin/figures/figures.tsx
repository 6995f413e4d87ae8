// Figures.

import { useApp } from '../app.ts'
import { Head } from '../parts.tsx'

export function Figures() {
  const { words } = useApp()
  return <Head title={words.figures.title} />
}

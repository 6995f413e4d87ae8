// API tokens.

import { useApp } from '../app.ts'
import { Head } from '../parts.tsx'

export function Tokens() {
  const { words } = useApp()
  return <Head title={words.tokens.title} />
}

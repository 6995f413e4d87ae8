// My account.

import { useApp } from '../app.ts'
import { Head } from '../parts.tsx'

export function Account() {
  const { words } = useApp()
  return <Head title={words.account.title} />
}

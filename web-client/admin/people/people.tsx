// People.

import { useApp } from '../app.ts'
import { Head } from '../parts.tsx'

export function People() {
  const { words } = useApp()
  return <Head title={words.people.title} />
}

// The language in which the desk speaks to somebody of the staff: one of those it has words in.

import { useApp } from '../app.ts'
import { type Options, SelectField } from '../fields.tsx'

const known: Options = [
  ['en', 'English'],
  ['zh-CN', '简体中文'],
]

export function LanguageField({ initial }: { initial: string }) {
  const { words } = useApp()
  // What came by the API may be another; it stays unless it is changed.
  const options = known.some(([lang]) => lang === initial) ? known : [...known, [initial, initial] as const]
  return (
    <SelectField
      name="lang"
      label={words.people.lang}
      hint={words.people.langHint}
      initial={initial}
      options={options}
    />
  )
}

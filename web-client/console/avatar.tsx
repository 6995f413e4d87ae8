// Initials in a quiet colour of their own, with a mark for who is there.

import { Hash, Terminal } from 'lucide'
import type { ThreadKind } from '../headless/agent/names.ts'
import { initials } from '../headless/text.ts'
import { Icon } from '../look/icon.tsx'
import { hueOf } from './text.ts'

export function Avatar({ name, kind, here = '' }: { name: string; kind: ThreadKind; here?: string }) {
  return (
    <span class={`avatar hue-${hueOf(name)} ${kind}`} aria-hidden="true">
      {kind === 'room' ? <Icon of={Hash} /> : kind === 'desk' ? <Icon of={Terminal} /> : initials(name)}
      {here && <i class={here} />}
    </span>
  )
}

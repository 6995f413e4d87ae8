// Icons of the Lucide set, one by one, as elements.

import type { IconNode } from 'lucide'
import { h } from 'preact'

export function Icon({ of, label }: { of: IconNode; label?: string }) {
  const parts = of.map(([tag, attributes], place) => h(tag, { ...attributes, key: place }))
  if (label === undefined)
    return (
      <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
        {parts}
      </svg>
    )
  return (
    <svg class="icon" viewBox="0 0 24 24" role="img" aria-label={label}>
      {parts}
    </svg>
  )
}

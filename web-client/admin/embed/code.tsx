// Code to be copied.

import { Copy } from '../parts.tsx'

export function Code({ label, code }: { label: string; code: string }) {
  return (
    <section class="code" aria-label={label}>
      <header>
        <b>{label}</b>
        <Copy text={code} />
      </header>
      {/* It can be wider than the page: then it is scrolled, by keyboard too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <pre tabIndex={0}>{code}</pre>
    </section>
  )
}

// A QR code: dark on light in every colour scheme, since that is what cameras expect.

import { useMemo } from 'preact/hooks'
import { encode } from 'uqr'

const margin = 4

export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => {
    const { data } = encode(text, { border: 0 })
    const dots = data.flatMap((row, y) =>
      row.map((isDark, x) => (isDark ? `M${x + margin} ${y + margin}h1v1h-1z` : '')),
    )
    return { size: data.length + 2 * margin, path: dots.join('') }
  }, [text])
  return (
    <svg class="qr-code" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  )
}

// The place of a plot: fetches what draws it, and draws it again when the place or what is in it changes.

import { useEffect, useRef, useState } from 'preact/hooks'
import type * as Draw from './draw.ts'

interface ChartProps {
  title: string
  height: number
  format(value: number): string
  isTime?: boolean
  /** What is plotted; another picture is drawn when it is another, and none while there is nothing yet. */
  of: unknown
  draw(plots: typeof Draw, drawing: Draw.Drawing): Element
}

export function Chart({ title, height, format, isTime = false, of, draw }: ChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const width = useWidth(place)
  useEffect(() => {
    if (width === 0 || of === undefined) return
    let isWanted = true
    void import('./draw.ts').then((plots) => {
      if (isWanted) place.current?.replaceChildren(draw(plots, { width, height, title, format, isTime }))
    })
    return () => {
      isWanted = false
    }
  }, [of, width, height, title])
  // Kept as high as the plot will be, so that nothing jumps.
  return (
    <div ref={place} class="chart" data-height={height}>
      <svg aria-hidden="true" width={1} height={height} />
    </div>
  )
}

function useWidth(place: { current: Element | null }): number {
  const [width, set] = useState(0)
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => set(Math.floor(entry?.contentRect.width ?? 0)))
    if (place.current) watch.observe(place.current)
    return () => watch.disconnect()
  }, [])
  return width
}

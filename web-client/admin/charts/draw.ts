// Plots as SVG: bars over time, bars by name, and a map of the week. Fetched only where there is something to plot.

import * as Plot from '@observablehq/plot'
import { letter, lettersIn, shortened } from './label.ts'

export interface Bar {
  /** What it stands for, in words. */
  readonly label: string
  readonly value: number
  /** What is said of it to who points at it. */
  readonly tip: string
}

export interface Moment extends Bar {
  readonly at: Date
}

export interface Cell extends Bar {
  readonly column: string
  readonly row: string
}

export interface Drawing {
  readonly width: number
  readonly height: number
  /** Read aloud instead of the picture. */
  readonly title: string
  readonly format: (value: number) => string
  /** Values in seconds are marked where people expect it: each minute or quarter of an hour, not each 200 s. */
  readonly isTime?: boolean
}

const colours = { bar: 'var(--plot)', ink: 'var(--soft)', line: 'var(--line)' }
const tip = { fill: 'var(--surface)', stroke: 'var(--line)', textPadding: 10 } as const

/** The library brings a style of its own into each picture, which our policy does not allow; ours is in charts.css. */
function plot(options: Plot.PlotOptions, { width, height, title }: Drawing): Element {
  const picture = Plot.plot({ ...options, width, height, className: 'plot', ariaLabel: title })
  for (const style of picture.querySelectorAll('style')) style.remove()
  picture.setAttribute('role', 'img')
  // The picture is read aloud as one: its parts need no names.
  for (const part of picture.querySelectorAll('[aria-label]')) part.removeAttribute('aria-label')
  return picture
}

/** From nothing up, also where all is nothing. */
const upTo = (rows: readonly Bar[]): [number, number] => [0, Math.max(...rows.map(({ value }) => value), 0) || 1]

const steps = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400]

/** The scale of what is measured, with some four marks. */
function scaleOf(rows: readonly Bar[], { format, isTime }: Drawing) {
  const [, most] = upTo(rows)
  const areFew = most <= 5 && rows.every(({ value }) => Number.isInteger(value))
  const step = areFew
    ? 1
    : isTime
      ? (steps.find((each) => most / each <= 5) ?? Math.ceil(most / 4 / 86_400) * 86_400)
      : undefined
  const marks = step && Array.from({ length: Math.floor(most / step) + 1 }, (_, place) => place * step)
  return { ...ticks, domain: upTo(rows), tickFormat: format, ...(marks && { ticks: marks }) }
}

const ticks = { ticks: 4, tickSize: 0, tickPadding: 8, label: null } as const

/** A bar for each day, with room for the days on which nothing happened. */
export function drawDays(rows: readonly Moment[], drawing: Drawing, days: (at: Date) => string): Element {
  const each = Math.ceil((rows.length * 84) / Math.max(1, drawing.width - 60))
  const shown = rows.filter((_, place) => place % each === 0).map(middle)
  return plot(
    {
      ...{ marginLeft: 56, marginBottom: 26, marginTop: 10, marginRight: 4 },
      x: { type: 'utc', ticks: shown, tickFormat: days, tickSize: 0, tickPadding: 8, label: null },
      y: scaleOf(rows, drawing),
      marks: [
        Plot.gridY({ ticks: scaleOf(rows, drawing).ticks, stroke: colours.line, strokeOpacity: 1 }),
        dayBars(rows, drawing, { ry1: 2 }),
        Plot.tip(rows, Plot.pointerX({ x: middle, y: 'value', title: 'tip', ...tip })),
      ],
    },
    drawing,
  )
}

const dayBars = (rows: readonly Moment[], drawing: Drawing, more: { ry1?: number } = {}) =>
  Plot.rectY(rows, {
    ...{ x: 'at', y: 'value', interval: 'day', fill: colours.bar },
    ...between(rows, drawing),
    ...more,
  } as never)

/** Bars stand apart where there is room for that. */
const between = (rows: readonly Moment[], { width }: Drawing) => ({ inset: width / rows.length > 4 ? 0.5 : 0 })

const middle = ({ at }: Moment): Date => new Date(at.getTime() + 43_200_000)

/** A bar for each hour, or for whatever else has a few names in an order. */
export function drawBars(rows: readonly Bar[], drawing: Drawing): Element {
  const labels = rows.map(({ label }) => label)
  const each = Math.ceil((labels.length * 34) / Math.max(1, drawing.width - 60))
  return plot(
    {
      ...{ marginLeft: 56, marginBottom: 26, marginTop: 10, marginRight: 4 },
      x: {
        ...{ type: 'band', domain: labels, padding: 0.16, tickSize: 0, tickPadding: 8, label: null },
        ticks: labels.filter((_, place) => place % each === 0),
      },
      y: scaleOf(rows, drawing),
      marks: [
        Plot.gridY({ ticks: scaleOf(rows, drawing).ticks, stroke: colours.line, strokeOpacity: 1 }),
        Plot.barY(rows, { x: 'label', y: 'value', fill: colours.bar, ry1: 3 } as never),
        Plot.tip(rows, Plot.pointerX({ x: 'label', y: 'value', title: 'tip', ...tip })),
      ],
    },
    drawing,
  )
}

/** Names down the side, longest bar first: queues, people, types. */
export function drawNames(rows: readonly Bar[], drawing: Drawing): Element {
  const most = Math.floor((drawing.width * 0.4 - 24) / letter)
  const longest = Math.max(0, ...rows.map(({ label }) => lettersIn(label)))
  return plot(
    {
      ...{
        marginLeft: 24 + Math.min(most, longest) * letter,
        marginBottom: 26,
        marginTop: 4,
        marginRight: 16,
      },
      y: {
        type: 'band',
        domain: rows.map(({ label }) => label),
        padding: 0.28,
        tickSize: 0,
        tickPadding: 10,
        label: null,
        tickFormat: (label: string) => shortened(label, most),
      },
      x: scaleOf(rows, drawing),
      marks: [
        Plot.gridX({ ticks: scaleOf(rows, drawing).ticks, stroke: colours.line, strokeOpacity: 1 }),
        Plot.barX(rows, { y: 'label', x: 'value', fill: colours.bar, rx2: 4 } as never),
        Plot.tip(rows, Plot.pointerY({ y: 'label', x: 'value', title: 'tip', ...tip })),
      ],
    },
    drawing,
  )
}

/** A week, hour by hour: the darker, the more. */
export function drawWeek(cells: readonly Cell[], drawing: Drawing): Element {
  const columns = [...new Set(cells.map(({ column }) => column))]
  const each = Math.ceil((columns.length * 30) / Math.max(1, drawing.width - 60))
  return plot(
    {
      ...{ marginLeft: 46, marginBottom: 26, marginTop: 4, marginRight: 4, padding: 0.08 },
      x: {
        type: 'band',
        domain: columns,
        tickSize: 0,
        label: null,
        ticks: columns.filter((_, place) => place % each === 0),
      },
      y: { type: 'band', domain: [...new Set(cells.map(({ row }) => row))], tickSize: 0, label: null },
      opacity: { type: 'sqrt', range: [0.06, 1] },
      marks: [
        Plot.cell(cells, { x: 'column', y: 'row', fill: colours.bar, fillOpacity: 'value', rx: 3 } as never),
        Plot.tip(cells, Plot.pointer({ x: 'column', y: 'row', title: 'tip', ...tip })),
      ],
    },
    drawing,
  )
}

/** The shape of it only, for a card. */
export function drawShape(rows: readonly Moment[], drawing: Drawing): Element {
  return plot(
    {
      ...{ margin: 1, marginBottom: 2, axis: null },
      x: { type: 'utc' },
      y: { domain: upTo(rows) },
      marks: [dayBars(rows, drawing)],
    },
    drawing,
  )
}

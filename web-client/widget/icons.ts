// Line icons, drawn for a 24 × 24 box, as elements and never as markup.

export const paths = {
  chat: 'M12 4c-5 0-9 3.3-9 7.4 0 2.4 1.3 4.5 3.4 5.9L6 21l4-2.3q1 .2 2 .2c5 0 9-3.3 9-7.4S17 4 12 4Z',
  down: 'm6 9.5 6 6 6-6',
  send: 'M12 19V5m-6.5 6.500L12 5l6.5 6.5',
  tick: 'm5 12.5 4.5 4.500L19 7.5',
  ticks: 'm2 12.5 4.5 4.500L15 7.500m-4 8.5 1 1 9.5-9.5',
  clock: 'M12 7.500V12l2.8 1.800M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0Z',
  alert: 'M12 8v4.500m0 3.200v.1M20.5 12a8.5 8.5 0 1 1-17 0 8.5 8.5 0 0 1 17 0Z',
  bell: 'M4 17.500h16M5.5 17.500v-1a6.5 6.5 0 0 1 13 0v1M12 10V7.500m-1.5 0h3M3.5 20.500h17',
} as const

const svg = 'http://www.w3.org/2000/svg'

export function icon(d: string, name: string): SVGSVGElement {
  const image = document.createElementNS(svg, 'svg')
  const path = document.createElementNS(svg, 'path')
  for (const [key, value] of Object.entries({
    viewBox: '0 0 24 24',
    'aria-hidden': 'true',
    class: `icon icon-${name}`,
  })) {
    image.setAttribute(key, value)
  }
  path.setAttribute('d', d)
  image.append(path)
  return image
}

// The site's own colour: set on the host through CSSOM, which a strict content security policy allows, with the text
// colour (white or nearly black) that can be read on it.

export function applyAccent(host: HTMLElement, accent: string): void {
  if (!accent || !CSS.supports('color', accent)) return
  host.style.setProperty('--bellhop-accent', accent)
  host.style.setProperty('--bellhop-on-accent', readableOn(resolve(host)))
}

/** The accent as the browser sees it, in sRGB. */
function resolve(host: HTMLElement): readonly number[] {
  const probe = document.createElement('span')
  probe.style.color = 'var(--bellhop-accent)'
  host.shadowRoot?.append(probe)
  const numbers = getComputedStyle(probe).color.match(/[\d.]+/g) ?? []
  probe.remove()
  return numbers.slice(0, 3).map(Number)
}

/** White where it has contrast 4.5 (WCAG 1.4.3), else nearly black. */
export function readableOn(rgb: readonly number[]): string {
  const [r = 0, g = 0, b = 0] = rgb.map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b
  return 1.05 / (luminance + 0.05) >= 4.5 ? '#fff' : '#14161a'
}

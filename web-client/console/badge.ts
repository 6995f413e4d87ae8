// How much is unread, in the title, on the tab's icon and on the installed app's.

let plainIcon = ''
let shown = -1

export function showBadge(count: number): void {
  if (count === shown) return
  shown = count
  const mark = count > 99 ? '99+' : String(count)
  document.title = count === 0 ? 'Bellhop' : `(${mark}) Bellhop`
  if ('setAppBadge' in navigator) void navigator.setAppBadge(count).catch(() => undefined)
  const link = document.querySelector<HTMLLinkElement>('link[rel=icon]')
  if (!link) return
  plainIcon ||= link.href
  if (count === 0) link.href = plainIcon
  else
    draw(mark, (url) => {
      if (shown === count) link.href = url
    })
}

function draw(mark: string, then: (url: string) => void): void {
  const image = new Image(64, 64)
  image.onload = () => {
    const canvas = document.createElement('canvas')
    canvas.width = canvas.height = 64
    const pen = canvas.getContext('2d')
    if (!pen) return
    pen.drawImage(image, 0, 0, 64, 64)
    pen.fillStyle = '#d5302c'
    pen.beginPath()
    pen.arc(43, 21, 21, 0, 7)
    pen.fill()
    pen.fillStyle = '#fff'
    pen.font = `bold ${mark.length > 2 ? 20 : mark.length > 1 ? 26 : 32}px sans-serif`
    pen.textAlign = 'center'
    pen.textBaseline = 'middle'
    pen.fillText(mark, 43, 23)
    then(canvas.toDataURL())
  }
  image.src = plainIcon
}

// The page's title tells of unread answers: “(2) Kiln & Tide”. It belongs to the page, so only our own mark is taken away.

let shown = ''

/** The title without our mark. */
export function plainTitle(): string {
  const { title } = document
  return shown !== '' && title.startsWith(shown) ? title.slice(shown.length) : title
}

export function markTitle(unread: number): void {
  const plain = plainTitle()
  shown = unread === 0 ? '' : `(${unread > 99 ? '99+' : unread}) `
  if (document.title !== shown + plain) document.title = shown + plain
}

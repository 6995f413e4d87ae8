// Overview, in English.

export const overview = {
  title: 'Overview',
}

// Figures, in English.

export const figures = {
  title: 'Figures',
}

// API tokens, in English.

export const tokens = {
  title: 'API tokens',
}

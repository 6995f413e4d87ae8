// My account, in English.

export const account = {
  title: 'My account',
}

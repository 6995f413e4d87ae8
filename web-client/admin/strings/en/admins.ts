// Admins, in English.

export const admins = {
  title: 'Admins',
}

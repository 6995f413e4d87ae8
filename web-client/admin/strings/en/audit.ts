// Audit, in English.

export const audit = {
  title: 'Audit',
}

// People, in English.

export const people = {
  title: 'People',
}

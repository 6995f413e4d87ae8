// Settings of the desk, in English.

export const settings = {
  title: 'Settings',
  hoursLead: 'By these the deadlines of issues count. When visitors are answered, each queue says by its own hours.',
}

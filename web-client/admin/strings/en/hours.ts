// Opening hours, in English.

export const hours = {
  title: 'Opening hours',
  always: 'Always open',
  some: 'Open at these hours',
  zone: 'Time zone',
  from: 'from',
  to: 'until',
  closed: 'closed',
  addRange: 'Add hours',
  removeRange: 'Remove these hours',
  asMonday: 'Tuesday to Friday alike',
  dates: 'Holidays and other exceptions',
  datesHint: 'On these dates other hours count, whatever the weekday. Without any the day is closed.',
  date: 'Date',
  addDate: 'Add date',
}

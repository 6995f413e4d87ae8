// How the desk stands now, in English.

export const overview = {
  title: 'Overview',
  live: 'Live',
  notLive: 'Not live: connecting again',
  failed: (count: number) =>
    count === 1
      ? 'One account could not be brought in step with the chat server.'
      : `${count} accounts could not be brought in step with the chat server.`,
  toPeople: 'See who',
  numbers: { in: 'Free for visitors', waiting: 'Waiting', left: 'Left messages', overdue: 'Overdue issues' },
  busy: (count: number) => `${count} busy`,
  active: (count: number) => `${count} being served`,
  open: (count: number) => `of ${count} open`,
  today: 'Today',
  loadByHour: 'Conversations by hour',
  atHour: (hour: string, count: number) => `${hour}: ${count}`,
  waiting: 'Waiting and left',
  nobodyWaits: 'Nobody waits.',
  states: { waiting: 'waits', left: 'left' },
  isIn: 'Who is in',
  has: (count: number) => (count === 0 ? '' : count === 1 ? '1 conversation' : `${count} conversations`),
  notIn: (count: number) => (count === 1 ? 'One person is not in.' : `${count} people are not in.`),
  priorities: { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' },
}

// Figures, in English.

export const figures = {
  title: 'Figures',
  lead: 'How the desk does. Pick a figure for its course, and for queues and people.',
  span: 'Span',
  last: (days: number) => (days === 365 ? 'Last year' : `Last ${days} days`),
  ownSpan: 'From a day to a day',
  from: 'From',
  to: 'To',
  queue: 'Queue',
  agent: 'Agent or handler',
  zone: 'Time zone',
  all: 'All',
  by: 'Grouped by',
  groupings: {
    day: 'Day',
    hour: 'Hour',
    'weekday-hour': 'Week',
    queue: 'Queue',
    agent: 'Person',
    type: 'Type',
  },
  shows: { seconds: 'median', count: 'in all', stars: 'on average, of 5', share: 'in all' },
  of: {
    seconds: (count: number) => `median of ${count}`,
    stars: (count: number) => (count === 1 ? 'of 1 rating' : `of ${count} ratings`),
    share: (count: number) => `of ${count}`,
  },
  nothing: 'Nothing in this span.',
  nobody: 'nobody',
  table: 'As a table',
  count: 'Number',
  measures: { median: 'Median', mean: 'Mean', p90: '90 of 100 within', max: 'Longest' },
  names: {
    load: { title: 'Load', what: 'How many conversations visitors opened or reopened.' },
    waiting: {
      title: 'Waiting time',
      what: 'From when a visitor opened or reopened a conversation until an agent first got it.',
    },
    'first-answer': {
      title: 'First answer',
      what: 'From when a visitor opened or reopened a conversation until an agent first answered in it.',
    },
    handling: { title: 'Handling time', what: 'From when an agent first got a conversation until it was closed.' },
    missed: {
      title: 'Missed',
      what: 'How often a conversation was taken from an agent because he did not answer in time.',
    },
    left: {
      title: 'Left messages',
      what: 'How often a conversation became a left message, since nobody could answer.',
    },
    'claim-age': { title: 'Claim age', what: 'From when a message was left until an agent claimed it.' },
    ratings: { title: 'Ratings', what: 'What visitors gave for closed conversations, from 1 to 5 stars.' },
    issues: { title: 'Issues', what: 'How many issues were filed.' },
    'issue-time': {
      title: 'Time to resolve',
      what: 'From when an issue was filed or last reopened until it was resolved.',
    },
    deadlines: { title: 'Deadlines kept', what: 'The share of deadlines of issues that were kept.' },
  },
}

// `bellhop migrate`: what it takes. The work is in migration.ts, with the database’s library, which the other verbs do without.
import type { Verb } from './verb.ts'

export const migrateVerb: Verb = {
  words: ['migrate'],
  summary: 'Brings the database up to date, without starting the desk',
  notes: [
    'The desk does this by itself when it starts. Make a backup first: there is no way back. It refuses while a desk runs on the database, which would be left with tables that it does not know.',
  ],
  arguments: [],
  options: [{ name: 'status', summary: 'only tells what was done and what is missing' }],
  examples: ['migrate', 'migrate --status --json'],
  run: async (asked) => (await import('./migration.ts')).migration(asked),
}

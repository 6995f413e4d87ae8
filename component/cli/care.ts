// `bellhop backup`, `restore` and `doctor`: what they take. The work is in files of these names, with the libraries of
// databases, which the other verbs do without.
import type { Verb } from './verb.ts'

export const backupVerb: Verb = {
  words: ['backup'],
  summary: 'Writes everything into one file, also while the desk runs',
  arguments: [{ name: 'file', summary: 'the file, ending in .tar.gz; or a folder, for one with the time in its name' }],
  options: [{ name: 'force', summary: 'takes the place of a file that is there' }],
  examples: ['backup /var/backups/bellhop.tar.gz', 'backup /var/backups --json'],
  notes: [
    'The settings (BELLHOP_DATA, BELLHOP_DATABASE and so on) must be those of the desk.',
    'The file holds secrets and what people said; only its owner may read it. PostgreSQL needs pg_dump.',
  ],
  run: async (asked) => (await import('./backup.ts')).backupAsked(asked),
}

export const restoreVerb: Verb = {
  words: ['restore'],
  summary: 'Brings a backup back where nothing is yet',
  arguments: [{ name: 'file', summary: 'what bellhop backup has written' }],
  options: [
    { name: 'data', value: 'DIR', summary: 'the data folder, in place of BELLHOP_DATA' },
    { name: 'database', value: 'URL', summary: 'the database, in place of BELLHOP_DATABASE' },
    { name: 'force', summary: 'moves a data folder that is not empty aside' },
  ],
  examples: ['restore /var/backups/bellhop.tar.gz', 'restore bellhop.tar.gz --data /srv/bellhop'],
  notes: [
    'The backup is checked as a whole before anything is changed. The settings are not in it: start with those that the desk had. It names those that differ.',
    'A PostgreSQL database must be there and empty. It needs pg_restore.',
  ],
  run: async (asked) => (await import('./restore.ts')).restoreAsked(asked),
}

export const doctorVerb: Verb = {
  words: ['doctor'],
  summary: 'Looks at everything the desk stands on, and says how to mend what is wrong',
  arguments: [],
  options: [],
  examples: ['doctor', 'doctor --json'],
  notes: [
    'It works while the desk runs and while it does not; what can’t be looked at then is marked with a dot. The settings must be those of the desk.',
    'The exit code is 1 when something is wrong, else 0. It leaves no trace: no mail is sent, no visitor made.',
  ],
  run: async (asked) => (await import('./doctor.ts')).doctorAsked(asked),
}

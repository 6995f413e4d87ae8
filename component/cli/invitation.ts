// Makes a one-time link for an admin in the database itself, and writes into the audit that it was made here.
import { userInfo } from 'node:os'
import type { Run } from '../bellhop.ts'
import { writeAudit } from '../desk/admin/tokens.ts'
import { adminLink } from '../invite.ts'
import { DeskError } from '../model/error.ts'
import { render } from '../model/say.ts'
import { type Database, migrationsOf } from '../store/database.ts'
import { openTurns } from '../store/turns.ts'
import { isThere, shownUrl, withDatabase } from './database.ts'
import { pairs } from './table.ts'
import { type Asked, CliError, type Exit, exits } from './verb.ts'

/** Does what was asked of `bellhop admin invite`. */
export const invitation = (asked: Asked): Promise<Exit> =>
  withDatabase(asked, 'bellhop admin invite', async (db, config) => {
    if (!isThere(config)) throw new CliError('refused', `There is no database at ${shownUrl(config)} yet.`)
    const all = await migrationsOf(db)
    if (all.some(({ at, isKnown }) => at === undefined || !isKnown)) {
      const text = 'The database is not that of this Bellhop: “bellhop migrate --status” tells what is missing.'
      throw new CliError('refused', text)
    }
    const name = asked.argument('name')
    const link = await adminLink(auditedRun(db, name), config.publicUrl, name).catch(refuse)
    await asked.output.show(
      link,
      pairs([
        ['link', link.link],
        ['good until', link.expiresAt],
      ]),
    )
    return exits.done
  })

/** Turns on the database; each writes into the audit who invited whom. A running desk takes turns with us. */
function auditedRun(db: Database, name: string | undefined): Run {
  const { run } = openTurns(db, { random: Math.random, clock: () => new Date(), posted: () => undefined })
  const deed = {
    who: `${userInfo().username} (bellhop)`,
    door: 'desk',
    what: 'inviteAdmin',
    target: '/admins',
  } as const
  return (work) =>
    run(async (turn) => {
      const result = await work(turn)
      await writeAudit(turn, { ...deed, before: undefined, after: { name: name ?? null } })
      return result
    })
}

function refuse(error: unknown): never {
  if (error instanceof DeskError) throw new CliError('refused', render(error.say, 'en'))
  throw error
}

// A desk in a process of its own, for races: does what it is told over IPC on the database it is given.
import { claim } from '../../component/desk/claim.ts'
import { type Said, visitorSays } from '../../component/desk/conversation.ts'
import { acceptIssue, resolve } from '../../component/desk/handling.ts'
import { runReminders } from '../../component/desk/reminder.ts'
import { findPerson } from '../../component/desk/staff.ts'
import { DeskError } from '../../component/model/error.ts'
import { migrate, openDatabase } from '../../component/store/database.ts'
import { openTurns } from '../../component/store/turns.ts'

/** What it can be told; every answer is what the verb gave (null for nothing), or the code of its refusal. */
export type Order =
  | { do: 'migrate' }
  | { do: 'says'; said: Said }
  | { do: 'claims'; jid: string; conversation: number }
  | { do: 'reminds'; at: string }
  | { do: 'accepts'; jid: string; issue: number }
  | { do: 'resolves'; jid: string; issue: number; answer: string }

export type Outcome = { gave: unknown } | { refused: string } | { broke: string }

const db = openDatabase(process.env.RACE_DATABASE as string)
const { run } = openTurns(db, { random: Math.random, clock: () => new Date(), posted: () => undefined })

async function obey(order: Order): Promise<unknown> {
  if (order.do === 'migrate') return migrate(db)
  if (order.do === 'says') return run((turn) => visitorSays(turn, 'support', order.said))
  if (order.do === 'reminds') return run((turn) => runReminders({ ...turn, now: new Date(order.at) }))
  return run(async (turn) => {
    const person = await findPerson(turn, order.jid)
    if (!person) throw new Error(`nobody ${order.jid}`)
    if (order.do === 'claims') await claim(turn, person, order.conversation)
    else if (order.do === 'accepts') await acceptIssue(turn, person, order.issue)
    else await resolve(turn, person, order.issue, order.answer)
  })
}

process.on('message', ({ number, order }: { number: number; order: Order }) => {
  obey(order).then(
    (gave) => process.send?.({ number, outcome: { gave: gave ?? null } }),
    (error: unknown) => {
      const outcome = error instanceof DeskError ? { refused: error.code } : { broke: String(error) }
      process.send?.({ number, outcome })
    },
  )
})
process.on('disconnect', () => void db.destroy().then(() => process.exit(0)))

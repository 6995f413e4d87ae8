// A month behind a desk, so that figures and plots have something to show. The same at each run.
import type { Knex } from 'knex'

const day = 86_400_000
const agents = ['ann', 'bob', 'cem']

/** Numbers from 0 to 1 that look like chance (Park and Miller's generator). */
function dice(): () => number {
  let seed = 7
  return () => {
    seed = (seed * 16_807) % 2_147_483_647
    return seed / 2_147_483_647
  }
}

/** Some hundred closed conversations of the visitor of conversation 1 with agents of `host`, over thirty days until `now`. */
export async function livePast(db: Knex, now: number, host = 'agents.test'): Promise<void> {
  const { visitor } = await db('conversations').where({ id: 1 }).first('visitor')
  const roll = dice()
  const conversations: object[] = []
  const events: object[] = []
  for (let back = 1; back <= 30; back++) {
    const count = (back % 7 === 4 ? 4 : 12) + Math.floor(14 * roll())
    for (let nth = 0; nth < count; nth++) {
      const id = 100 + conversations.length
      const began = now - back * day + Math.round((roll() + roll()) * 5 * 3_600_000)
      const at = (seconds: number) => new Date(began + seconds * 1000).toISOString()
      const who = `${agents[Math.floor(3 * roll())]}@${host}`
      const queue = roll() < 0.7 ? 'support' : 'billing'
      const first = { id, queue, served_by: queue, visitor, state: 'closed', last_agent: who }
      conversations.push({ ...first, opened_at: at(0), state_at: at(1500), closed_at: at(1500) })
      const happens = (what: string, seconds: number, detail: string | null = null) =>
        events.push({ conversation: id, what, who: what === 'opened' ? null : who, detail, at: at(seconds) })
      happens('opened', 0)
      if (roll() < 0.12) happens('left', 120)
      happens('assigned', 3 + 60 * roll() * roll())
      happens('answered', 70 + 200 * roll() * roll())
      if (roll() < 0.05) happens('not answered', 300)
      happens('closed', 600 + 900 * roll())
      if (roll() < 0.4) happens('rated', 1500, String(2 + Math.ceil(3 * roll())))
    }
  }
  await db.batchInsert('conversations', conversations, 40)
  await db.batchInsert('events', events, 80)
}

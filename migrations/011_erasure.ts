// Messages are found by their words; visitors can be erased; figures and lists find their rows by time. What the search
// holds is made by the desk (component/model/tokens.ts) and follows behind, so it can be emptied and filled again.
import type { Knex } from 'knex'

/** Figures ask for what happened in a span of time; only what agents wrote is counted of the messages. */
const indexes = [
  ['messages_by_agents', "messages (at) WHERE author = 'agent' AND act IS NULL"],
  ['conversations_opened', 'conversations (opened_at)'],
  ['conversations_moved', 'conversations (state_at)'],
  ['issues_opened', 'issues (opened_at)'],
  ['issue_clocks_ended', 'issue_clocks (COALESCE(breached_at, done_at))'],
  ['visitors_seen', 'visitors (last_seen)'],
] as const

export async function up(knex: Knex): Promise<void> {
  for (const [name, on] of indexes) await knex.raw(`CREATE INDEX ${name} ON ${on}`)
  await (knex.client.config.client === 'pg' ? searchPostgres(knex) : searchSqlite(knex))
  // How far the search has come: the newest message, and the newest correction or retraction, that it knows.
  await knex.schema.createTable('message_search_at', (t) => {
    t.integer('message').notNullable()
    t.integer('correction').notNullable()
  })
  await knex('message_search_at').insert({ message: 0, correction: 0 })

  await knex.schema.alterTable('staff', (t) => {
    t.integer('capacity') // null: as his queues say
  })
  await knex.schema.alterTable('visitors', (t) => {
    t.string('erased_at', 24)
    t.string('links_since', 24) // links in mails from before lead nowhere
  })
  // What is still to be taken from the IM servers and the folder of uploads; nothing of it is left when it is done.
  await knex.schema.createTable('erasures', (t) => {
    t.integer('visitor').primary().references('visitors.id')
    t.string('jid', 512).notNullable()
    t.text('copies').notNullable() // JSON: in whose archive which conversation is
    t.integer('tries').notNullable().defaultTo(0)
    t.string('due', 24).notNullable()
    t.string('taken_until', 24) // somebody is at it until then
    t.string('error', 500)
    t.string('failed_at', 24) // given up until somebody asks again
    t.index(['due'])
  })

  // An agent who brings an answer opens a conversation again; no visitor did.
  const staff = knex('staff').select('jid')
  await knex('events').where({ what: 'reopened' }).whereIn('who', staff).update({ what: 'contacted' })
}

async function searchSqlite(knex: Knex): Promise<void> {
  // The rowid is the message's. `ascii` parts at spaces and leaves the rest as it is.
  await knex.raw(`CREATE VIRTUAL TABLE message_search USING fts5(tokens, tokenize = 'ascii')`)
  // What is deleted leaves nothing behind in the index. Its parts are merged by the desk, a little in each turn: by itself it
  // would do so all at once now and then, for seconds where it is large.
  for (const option of ["'secure-delete', 1", "'automerge', 0", "'crisismerge', 1000"])
    await knex.raw(`INSERT INTO message_search (message_search, rank) VALUES (${option})`)
}

async function searchPostgres(knex: Knex): Promise<void> {
  await knex.schema.createTable('message_search', (t) => {
    t.integer('message').primary().references('messages.id').onDelete('CASCADE')
    t.specificType('vector', 'tsvector').notNullable()
  })
  // What is new is kept apart until it is this large (kB) and then merged, in somebody's turn.
  await knex.raw(
    'CREATE INDEX message_search_vector ON message_search USING gin (vector) WITH (gin_pending_list_limit = 256)',
  )
}

export async function down(knex: Knex): Promise<void> {
  await knex('events').where({ what: 'contacted' }).update({ what: 'reopened' })
  for (const table of ['erasures', 'message_search_at', 'message_search']) await knex.schema.dropTable(table)
  // knex would copy the whole table on SQLite, which other tables refer to; both databases can drop a plain column.
  for (const column of ['erased_at', 'links_since']) await knex.raw(`ALTER TABLE visitors DROP COLUMN ${column}`)
  await knex.raw('ALTER TABLE staff DROP COLUMN capacity')
  for (const [name] of indexes) await knex.raw(`DROP INDEX ${name}`)
}

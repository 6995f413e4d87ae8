// E-mail to visitors who are away: whom a mail is due to, what was mailed; and a visitor's tokens, one for each browser.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('mails', (t) => {
    t.integer('visitor').primary().references('visitors.id')
    t.string('due', 24).notNullable()
    t.string('since', 24).notNullable()
    t.integer('tries').notNullable().defaultTo(0)
    t.string('taken_until', 24) // somebody is sending it until then
    t.integer('last') // newest message in a mail that may have been sent already
    t.string('failed_at', 24) // given up; nothing more is tried until he comes back
    t.string('last_error', 200)
    t.index(['due'])
  })
  await knex.schema.alterTable('messages', (t) => {
    t.string('mailed_at', 24)
  })

  await knex.schema.createTable('visitor_tokens', (t) => {
    t.string('hash', 64).primary()
    t.integer('visitor').notNullable().references('visitors.id')
    t.string('at', 24).notNullable()
    t.index(['visitor'])
  })
  await knex.raw(
    'INSERT INTO visitor_tokens (hash, visitor, at) SELECT token_hash, id, first_seen FROM visitors WHERE token_hash IS NOT NULL',
  )
  // knex would copy the whole table on SQLite, which other tables refer to; both databases can drop a plain column.
  if (knex.client.config.client === 'sqlite3') await knex.raw('DROP INDEX visitors_token_hash_unique')
  await knex.raw('ALTER TABLE visitors DROP COLUMN token_hash')
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE visitors ADD COLUMN token_hash VARCHAR(64)')
  // One of his tokens goes on; who has none left gets one that nobody can show.
  await knex.raw(
    "UPDATE visitors SET token_hash = COALESCE((SELECT MIN(hash) FROM visitor_tokens WHERE visitor = visitors.id), 'none ' || id)",
  )
  await knex.raw('CREATE UNIQUE INDEX visitors_token_hash_unique ON visitors (token_hash)')
  await knex.schema.dropTable('visitor_tokens')
  await knex.raw('ALTER TABLE messages DROP COLUMN mailed_at')
  await knex.schema.dropTable('mails')
}

// The admin's side: who is still on the desk and how his account stands, API tokens, answers kept for repeats, what
// programs are told of as it happens, and the audit.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('staff', (t) => {
    t.boolean('active').notNullable().defaultTo(true)
  })
  // How an account on IM server 2 is to be. It is so when `done` has come up to `version`.
  await knex.schema.createTable('accounts', (t) => {
    t.string('jid', 512).primary().references('staff.jid')
    t.string('wanted', 4).notNullable() // open or shut
    t.text('sealed') // the new password, encrypted; gone once it was handed over
    t.integer('version').notNullable().defaultTo(1)
    t.integer('done').notNullable().defaultTo(0)
    t.integer('tries').notNullable().defaultTo(0)
    t.string('due', 24).notNullable()
    t.string('taken_until', 24) // somebody is at it until then
    t.string('error', 500)
    t.string('failed_at', 24) // given up until somebody changes something
    t.string('at', 24).notNullable()
    t.index(['due'])
  })
  await knex.schema.createTable('api_tokens', (t) => {
    t.increments('id')
    t.string('name', 100).notNullable()
    t.string('hash', 64).notNullable().unique()
    t.string('scopes', 200).notNullable() // comma-separated
    t.string('created_at', 24).notNullable()
    t.string('created_by', 200).notNullable()
    t.string('expires_at', 24)
    t.string('last_used_at', 24)
    t.string('revoked_at', 24)
  })
  await knex.schema.createTable('api_answers', (t) => {
    t.string('caller', 100).notNullable()
    t.string('key', 200).notNullable()
    t.string('request', 64).notNullable() // hash of what was asked
    t.text('sealed').notNullable() // the answer, encrypted, since it may hold a secret
    t.string('at', 24).notNullable()
    t.primary(['caller', 'key'])
    t.index(['at'])
  })
  await knex.schema.createTable('api_events', (t) => {
    t.increments('id')
    t.string('kind', 16).notNullable() // conversation, issue or staff
    t.string('what', 32).notNullable()
    t.string('subject', 512).notNullable() // its number, or a bare JID
    t.string('who', 512)
    t.string('at', 24).notNullable()
    t.index(['at'])
  })
  await knex.schema.createTable('audit', (t) => {
    t.increments('id')
    t.string('at', 24).notNullable()
    t.string('who', 512).notNullable()
    t.string('door', 8).notNullable() // api or desk
    t.string('what', 64).notNullable()
    t.string('target', 1000).notNullable()
    t.text('before') // JSON
    t.text('after') // JSON
    t.index(['target', 'id'])
  })
  // Figures ask for what happened of a kind in a span of time.
  await knex.schema.alterTable('events', (t) => t.index(['what', 'at']))
  await knex.schema.alterTable('issue_events', (t) => t.index(['what', 'at']))
  for (const sql of knex.client.config.client === 'pg' ? guardPostgres : guardSqlite) await knex.raw(sql)
}

// Not even the desk itself can change what was written.
const guardSqlite = ['UPDATE', 'DELETE'].map(
  (act) => `CREATE TRIGGER audit_no_${act.toLowerCase()} BEFORE ${act} ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit is append-only'); END`,
)
const guardPostgres = [
  `CREATE FUNCTION audit_append_only() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''the audit is append-only''; END'`,
  `CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_append_only()`,
]

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('issue_events', (t) => t.dropIndex(['what', 'at']))
  await knex.schema.alterTable('events', (t) => t.dropIndex(['what', 'at']))
  for (const table of ['audit', 'api_events', 'api_answers', 'api_tokens', 'accounts'])
    await knex.schema.dropTable(table)
  if (knex.client.config.client === 'pg') await knex.raw('DROP FUNCTION audit_append_only()')
  // knex would copy the whole table on SQLite, which other tables refer to; both databases can drop a plain column.
  await knex.raw('ALTER TABLE staff DROP COLUMN active')
}

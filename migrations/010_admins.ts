// Who may use the admin page, where each is signed in, and the one-time links by which passwords are set. Of all that opens
// something only hashes are here; the secret of a one-time code is encrypted.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('admins', (t) => {
    t.increments('id')
    t.string('name', 100).notNullable()
    t.string('key', 400).notNullable().unique() // the name as it is compared
    t.string('password', 300) // scrypt with its parameters; none until the first link is used
    t.text('totp') // encrypted; codes are asked for when it is there
    t.text('totp_next') // encrypted; shown, but not confirmed with a code yet
    t.integer('totp_step').notNullable().defaultTo(0) // of the last code that was used
    t.boolean('active').notNullable().defaultTo(false)
    t.string('created_at', 24).notNullable()
    t.string('last_login_at', 24)
  })
  await knex.schema.createTable('admin_sessions', (t) => {
    t.increments('id')
    t.string('hash', 64).notNullable().unique()
    t.integer('admin').notNullable().references('admins.id').onDelete('CASCADE')
    t.string('address', 64).notNullable()
    t.string('agent', 300).notNullable()
    t.string('created_at', 24).notNullable()
    t.string('last_seen_at', 24).notNullable()
    t.string('ended_at', 24)
    t.index(['admin'])
  })
  await knex.schema.createTable('admin_invitations', (t) => {
    t.string('hash', 64).primary()
    t.string('kind', 8).notNullable() // first, new or reset
    t.integer('admin').unique().references('admins.id').onDelete('CASCADE') // none: the first
    t.string('expires_at', 24).notNullable()
  })
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['admin_invitations', 'admin_sessions', 'admins']) await knex.schema.dropTable(table)
}

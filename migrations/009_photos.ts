// The pictures of the staff that visitors see, each under an id that says nothing of whose it is; and whose picture went
// with which message.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('staff_photos', (t) => {
    t.string('id', 32).primary()
    t.string('jid', 512).notNullable().references('staff.jid')
    t.string('hash', 40).notNullable() // as his client announces it
    // Without type and bytes it is one that can't be shown, and need not be fetched again.
    t.string('type', 16)
    t.binary('bytes')
    t.string('at', 24).notNullable()
    t.unique(['jid', 'hash'])
  })
  await knex.schema.alterTable('staff', (t) => {
    t.string('photo_hash', 40) // what his client said last; empty for none
    t.string('photo', 32) // the one he has now
  })
  await knex.schema.alterTable('messages', (t) => {
    t.string('photo', 32)
  })
}

export async function down(knex: Knex): Promise<void> {
  // knex would copy the whole table on SQLite, which other tables refer to; both databases can drop a plain column.
  for (const [table, column] of [
    ['messages', 'photo'],
    ['staff', 'photo'],
    ['staff', 'photo_hash'],
  ])
    await knex.raw(`ALTER TABLE ${table} DROP COLUMN ${column}`)
  await knex.schema.dropTable('staff_photos')
}

// Who a site vouches for, by which key, and what each of its signatures was used for; what a queue asks before a chat.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('identity_keys', (t) => {
    t.string('id', 64).primary()
    t.string('site', 64).notNullable() // whose visitors these are; a site may have several keys while one takes the place of another
    t.string('secret', 200).notNullable()
    t.string('at', 24).notNullable()
    t.string('ended_at', 24)
  })
  await knex.schema.createTable('identities', (t) => {
    t.string('site', 64).notNullable()
    t.string('sub', 255).notNullable()
    // One visitor is never two people.
    t.integer('visitor').notNullable().unique().references('visitors.id')
    t.string('at', 24).notNullable()
    t.primary(['site', 'sub'])
  })
  await knex.schema.createTable('identity_uses', (t) => {
    t.string('site', 64).notNullable()
    t.string('jti', 64).notNullable()
    t.string('browser', 64).notNullable() // hash of the secret of the browser that used it first
    t.string('expires_at', 24).notNullable()
    t.primary(['site', 'jti'])
    t.index(['expires_at'])
  })
  await knex.schema.createTable('prechat_fields', (t) => {
    t.string('queue', 64).notNullable().references('queues.name')
    t.integer('place').notNullable()
    t.string('name', 32).notNullable()
    t.string('type', 8).notNullable() // text, email or choice
    t.boolean('required').notNullable().defaultTo(false)
    t.text('label').notNullable() // by language, as JSON
    t.text('choices') // a list, as JSON
    t.primary(['queue', 'name'])
  })
  await knex.schema.createTable('prechat_answers', (t) => {
    t.integer('visitor').notNullable().references('visitors.id')
    t.string('queue', 64).notNullable().references('queues.name')
    t.string('name', 32).notNullable()
    t.text('value').notNullable()
    t.string('at', 24).notNullable()
    t.primary(['visitor', 'queue', 'name'])
  })
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['prechat_answers', 'prechat_fields', 'identity_uses', 'identities', 'identity_keys'])
    await knex.schema.dropTable(table)
}

// Queues with policies and hours, timers, transfers, notes, canned replies, blocks, ratings.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('queues', (t) => {
    t.string('policy', 16).notNullable().defaultTo('random')
    t.integer('capacity').notNullable().defaultTo(1000) // no limit to speak of, until the admin sets one
    t.integer('patience').notNullable().defaultTo(300) // seconds, like all spans here
    t.string('overflow', 64)
    t.text('hours')
    t.integer('nudge').notNullable().defaultTo(60)
    t.integer('reroute').notNullable().defaultTo(180)
    t.integer('lapse').notNullable().defaultTo(900)
    t.integer('reopen').notNullable().defaultTo(3600)
  })
  await knex.schema.createTable('queue_texts', (t) => {
    t.string('queue', 64).notNullable().references('queues.name')
    t.string('kind', 16).notNullable() // greeting, away
    t.string('lang', 35).notNullable()
    t.text('body').notNullable()
    t.primary(['queue', 'kind', 'lang'])
  })
  await knex.schema.alterTable('staff', (t) => {
    t.string('override', 8)
    t.integer('ignored').notNullable().defaultTo(0)
  })
  await knex.schema.alterTable('visitors', (t) => {
    t.string('email', 320)
    t.string('blocked_until', 24)
  })
  await knex.schema.alterTable('conversations', (t) => {
    t.string('served_by', 64) // the queue whose agents answer; `queue` is where the visitor writes to
    t.boolean('has_guests').notNullable().defaultTo(false)
    t.boolean('answered').notNullable().defaultTo(false)
    t.integer('waited')
    t.integer('waiting_line')
    t.string('last_agent', 512)
    t.text('close_reason')
    t.integer('rating')
    t.text('rating_words')
  })
  await knex('conversations').update({ served_by: knex.ref('queue') })
  await knex.schema.createTable('timers', (t) => {
    t.integer('conversation').notNullable().references('conversations.id')
    t.string('kind', 16).notNullable()
    t.string('due', 24).notNullable()
    t.primary(['conversation', 'kind'])
    t.index(['due'])
  })
  await knex.schema.createTable('transfers', (t) => {
    t.integer('conversation').primary().references('conversations.id')
    t.string('from', 512).notNullable()
    t.string('to', 512).notNullable()
    t.text('note').notNullable()
    t.string('at', 24).notNullable()
  })
  await knex.schema.createTable('guests', (t) => {
    t.integer('conversation').notNullable().references('conversations.id')
    t.string('jid', 512).notNullable()
    t.primary(['conversation', 'jid'])
  })
  // Apart from messages: nothing in here can be relayed.
  await knex.schema.createTable('notes', (t) => {
    t.increments('id')
    t.integer('conversation').notNullable().references('conversations.id')
    t.string('author', 512).notNullable()
    t.text('body').notNullable()
    t.string('at', 24).notNullable()
    t.index(['conversation', 'id'])
  })
  await knex.schema.createTable('canned', (t) => {
    t.string('owner', 512).notNullable() // a queue's name, or a bare JID
    t.string('name', 64).notNullable()
    t.string('lang', 35).notNullable()
    t.text('body').notNullable()
    t.primary(['owner', 'name', 'lang'])
  })
}

export async function down(knex: Knex): Promise<void> {
  for (const table of ['canned', 'notes', 'guests', 'transfers', 'timers', 'queue_texts'])
    await knex.schema.dropTable(table)
}

// The first tables: people, queues, conversations, messages, what came in, what is to be sent, and what happened.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('queues', (t) => {
    t.string('name', 64).primary()
    t.string('title', 200).notNullable()
  })
  await knex.schema.createTable('staff', (t) => {
    t.string('jid', 512).primary()
    t.string('name', 200).notNullable()
    t.string('roles', 64).notNullable() // comma-separated
    t.string('state', 8).notNullable().defaultTo('exit')
    t.string('lang', 35).notNullable().defaultTo('en')
    t.boolean('receipts').notNullable().defaultTo(false)
    t.string('lost_at', 24) // when his last client vanished without a word
  })
  await knex.schema.createTable('queue_agents', (t) => {
    t.string('queue', 64).notNullable().references('queues.name')
    t.string('jid', 512).notNullable().references('staff.jid')
    t.primary(['queue', 'jid'])
  })
  await knex.schema.createTable('resources', (t) => {
    t.string('jid', 512).notNullable()
    t.string('resource', 1023).notNullable()
    t.string('show', 8).notNullable()
    t.integer('priority').notNullable()
    t.boolean('stale').notNullable().defaultTo(false) // not confirmed since the desk came back
    t.primary(['jid', 'resource'])
  })
  await knex.schema.createTable('visitors', (t) => {
    t.increments('id')
    t.string('jid', 512).notNullable().unique()
    t.string('token_hash', 64).notNullable().unique()
    t.string('name', 200)
    t.string('lang', 35).notNullable().defaultTo('en')
    t.boolean('held').notNullable().defaultTo(false)
    t.boolean('receipts').notNullable().defaultTo(false)
    t.text('page')
    t.string('first_seen', 24).notNullable()
    t.string('last_seen', 24).notNullable()
  })
  await knex.schema.createTable('conversations', (t) => {
    t.increments('id')
    t.string('queue', 64).notNullable().references('queues.name')
    t.integer('visitor').notNullable().references('visitors.id')
    t.string('state', 8).notNullable()
    t.string('agent', 512)
    t.string('opened_at', 24).notNullable()
    t.string('state_at', 24).notNullable()
    t.string('closed_at', 24)
    t.index(['visitor', 'queue'])
    t.index(['state', 'agent'])
  })
  // Two at once can't open two conversations of one visitor with one queue.
  await knex.raw("CREATE UNIQUE INDEX conversations_open ON conversations (visitor, queue) WHERE state <> 'closed'")
  await knex.schema.createTable('messages', (t) => {
    t.increments('id')
    t.integer('conversation').notNullable().references('conversations.id')
    t.string('author', 8).notNullable()
    t.string('author_jid', 512)
    t.string('nick', 200)
    t.text('body').notNullable()
    t.string('line', 16)
    t.text('stanza_id')
    t.string('lang', 35).notNullable()
    t.string('at', 24).notNullable()
    t.string('delivered_at', 24)
    t.string('displayed_at', 24)
    t.boolean('held').notNullable().defaultTo(false)
    t.index(['conversation', 'id'])
  })
  await knex.raw('CREATE INDEX messages_unread ON messages (conversation, author, id) WHERE displayed_at IS NULL')
  await knex.schema.createTable('corrections', (t) => {
    t.increments('id')
    t.integer('message').notNullable().references('messages.id')
    t.text('was').notNullable()
    t.string('at', 24).notNullable()
  })
  await knex.schema.createTable('inbound', (t) => {
    t.string('sender', 512).notNullable()
    t.string('recipient', 512).notNullable()
    t.string('key', 200).notNullable()
    t.string('at', 24).notNullable()
    t.primary(['sender', 'recipient', 'key'])
    t.index(['at'])
  })
  await knex.schema.createTable('outbox', (t) => {
    t.increments('id')
    t.text('notice').notNullable()
    t.string('at', 24).notNullable()
  })
  await knex.schema.createTable('events', (t) => {
    t.increments('id')
    t.integer('conversation').notNullable().references('conversations.id')
    t.string('what', 32).notNullable()
    t.string('who', 512)
    t.text('detail')
    t.string('at', 24).notNullable()
    t.index(['conversation', 'id'])
  })
}

export async function down(knex: Knex): Promise<void> {
  const tables = ['events', 'outbox', 'inbound', 'corrections', 'messages', 'conversations', 'visitors']
  for (const table of [...tables, 'resources', 'queue_agents', 'staff', 'queues']) await knex.schema.dropTable(table)
}

// Issues: what can't be answered at once, its type, scene, clocks, reminders and history.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.schema.createTable('settings', (t) => {
    t.string('name', 64).primary()
    t.text('value').notNullable() // JSON
  })
  // A tree by name: billing/refund is below billing, and has its handlers unless it names its own.
  await knex.schema.createTable('issue_types', (t) => {
    t.string('name', 200).primary()
    t.string('handler', 512).references('staff.jid')
    t.string('backup', 512).references('staff.jid')
  })
  await knex.schema.createTable('deadlines', (t) => {
    t.string('priority', 8).primary()
    t.integer('accept').notNullable() // seconds
    t.integer('resolve').notNullable() // seconds
    t.boolean('open_hours').notNullable() // whether only the desk's open hours count
  })
  const [minute, hour, day] = [60, 3600, 86_400]
  await knex('deadlines').insert([
    { priority: 'urgent', accept: 5 * minute, resolve: 4 * hour, open_hours: false },
    { priority: 'high', accept: 30 * minute, resolve: day, open_hours: true },
    { priority: 'normal', accept: 4 * hour, resolve: 3 * day, open_hours: true },
    { priority: 'low', accept: day, resolve: 14 * day, open_hours: true },
  ])
  await knex.schema.alterTable('staff', (t) => {
    t.text('quiet') // hours without reminders, as JSON
  })
  await knex.schema.createTable('issues', (t) => {
    t.increments('id')
    t.string('type', 200).notNullable().references('issue_types.name')
    t.text('content').notNullable()
    t.string('priority', 8).notNullable()
    t.string('state', 8).notNullable()
    t.string('handler', 512).notNullable()
    t.string('agent', 512).notNullable() // who filed it
    t.string('queue', 64).references('queues.name') // null when it was filed out of no conversation
    t.string('bearer', 512) // who takes the answer to the visitor
    t.text('answer')
    t.string('waits', 8) // agent or visitor, while the clocks stand still
    t.integer('round').notNullable().defaultTo(1) // counts filing and each reopening
    t.integer('duplicate_of').references('issues.id')
    t.string('opened_at', 24).notNullable()
    t.string('state_at', 24).notNullable()
    t.index(['state', 'handler'])
    t.index(['state', 'bearer'])
    t.index(['queue', 'state'])
  })
  // The scene of each conversation that led to it: what was said there up to then, and what was known.
  await knex.schema.createTable('issue_scenes', (t) => {
    t.integer('issue').notNullable().references('issues.id')
    t.integer('conversation').notNullable().references('conversations.id')
    t.integer('first').notNullable() // messages, both included
    t.integer('last').notNullable()
    t.text('known').notNullable() // page, names, states, as JSON
    t.string('at', 24).notNullable()
    t.integer('told') // the message with the answer
    t.string('received_at', 24)
    t.primary(['issue', 'conversation'])
    t.index(['conversation'])
    t.index(['told'])
  })
  await knex.schema.createTable('issue_watchers', (t) => {
    t.integer('issue').notNullable().references('issues.id')
    t.string('jid', 512).notNullable()
    t.primary(['issue', 'jid'])
    t.index(['jid'])
  })
  await knex.schema.createTable('issue_clocks', (t) => {
    t.integer('issue').notNullable().references('issues.id')
    t.integer('round').notNullable()
    t.string('clock', 8).notNullable() // accept or resolve
    t.string('started_at', 24).notNullable()
    t.string('due', 24).notNullable()
    t.integer('left') // seconds to go, while it stands still
    t.string('remind_at', 24) // null: nobody is to be reminded
    t.integer('level').notNullable().defaultTo(1) // of the next reminder
    t.string('breached_at', 24)
    t.string('done_at', 24)
    t.primary(['issue', 'round', 'clock'])
    t.index(['remind_at'])
  })
  // Each row is a reminder that was sent: the same can't be sent twice.
  await knex.schema.createTable('reminders', (t) => {
    t.integer('issue').notNullable().references('issues.id')
    t.integer('round').notNullable()
    t.string('clock', 8).notNullable()
    t.integer('level').notNullable()
    t.string('jid', 512).notNullable()
    t.string('at', 24).notNullable()
    t.primary(['issue', 'round', 'clock', 'level', 'jid'])
  })
  // What happened to an issue and what was said about it, never changed afterwards.
  await knex.schema.createTable('issue_events', (t) => {
    t.increments('id')
    t.integer('issue').notNullable().references('issues.id')
    t.string('what', 16).notNullable()
    t.string('who', 512)
    t.text('detail')
    t.text('stanza_id') // of a comment, for its corrections
    t.integer('corrects')
    t.string('at', 24).notNullable()
    t.index(['issue', 'id'])
  })
}

export async function down(knex: Knex): Promise<void> {
  const tables = ['issue_events', 'reminders', 'issue_clocks', 'issue_watchers', 'issue_scenes', 'issues']
  for (const table of [...tables, 'deadlines', 'issue_types', 'settings']) await knex.schema.dropTable(table)
  // knex would copy the whole table on SQLite, which other tables refer to; both databases can drop a plain column.
  await knex.raw('ALTER TABLE staff DROP COLUMN quiet')
}

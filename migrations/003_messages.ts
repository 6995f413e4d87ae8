// What a message may be about: an answer to an earlier one, reactions to it, or that it was taken back; and files.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('messages', (t) => {
    t.string('act', 12) // reactions or retraction; null for words
    t.integer('about') // the earlier message
    t.text('reference') // what is needed to name and quote that message, as JSON
    t.text('file') // the address of a file that is handed over
    t.string('retracted_at', 24) // then the words are in corrections only
    t.index(['about'])
  })
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('messages', (t) => {
    t.dropIndex(['about'])
    t.dropColumns('act', 'about', 'reference', 'file', 'retracted_at')
  })
}

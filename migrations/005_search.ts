// What issues are found by. It holds what the desk makes of their texts (component/model/tokens.ts), so that it can be
// emptied and filled again from the issues whenever that changes. On the two databases these are different tables.
import type { Knex } from 'knex'

export async function up(knex: Knex): Promise<void> {
  if (knex.client.config.client === 'pg') {
    await knex.schema.createTable('issue_search', (t) => {
      t.integer('issue').primary().references('issues.id').onDelete('CASCADE')
      t.specificType('vector', 'tsvector').notNullable()
    })
    await knex.raw('CREATE INDEX issue_search_vector ON issue_search USING gin (vector)')
    return
  }
  // The rowid is the issue's. `ascii` parts at spaces and leaves the rest as it is; the texts themselves are not kept.
  await knex.raw(`CREATE VIRTUAL TABLE issue_search USING fts5(
    type, content, answer, content = '', contentless_delete = 1, tokenize = 'ascii')`)
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('issue_search')
}

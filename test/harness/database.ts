// Databases for tests: SQLite, or PostgreSQL when they are told to. Each is a copy of one that was brought up to date once, since
// that takes longer than most plays.
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, openDatabase } from '../../component/store/database.ts'
import { onPostgres, sharedPostgres } from './postgres.ts'

let ready: Promise<string> | undefined

/** The URL of a database that has all tables and no rows; a SQLite file is `name` in `folder`. */
export async function freshDatabase(folder: string, name = 'desk.sqlite'): Promise<string> {
  ready ??= makeReady()
  if (onPostgres) return (await sharedPostgres()).database(await ready)
  const file = join(folder, name)
  copyFileSync(fileOf(await ready), file)
  return `sqlite://${file}`
}

async function makeReady(): Promise<string> {
  const url = onPostgres ? await (await sharedPostgres()).database() : emptyFile()
  const db = openDatabase(url)
  await migrate(db)
  // What is in the write-ahead log comes into the file.
  await db.destroy()
  return url
}

function emptyFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bellhop-ready-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  return `sqlite://${join(folder, 'ready.sqlite')}`
}

const fileOf = (url: string): string => url.replace(/^sqlite:\/\//, '')

import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite"
import { Kysely, sql, SqliteDialect, type SqliteDatabase } from "kysely"
import type { Tables } from "./tables.ts"

const busyTimeoutMs = 5_000
const keptStatements = 200

/** Opens (and makes, if absent) the SQLite file, so that an acknowledged commit survives power loss and what is deleted is overwritten. */
export function openSqlite(file: string): Kysely<Tables> {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
  database.exec("pragma journal_mode = wal; pragma synchronous = full; pragma secure_delete = on")
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: toKyselyDatabase(database) }) })
}

/** Rewrites the file, if it has no more bytes, and empties the write-ahead log into it; answers whether it was rewritten. */
export async function scrubSqlite(db: Kysely<Tables>, mostBytes: number): Promise<boolean> {
  const { rows } = await sql<{ bytes: number }>`select page_count * page_size as bytes
    from pragma_page_count(), pragma_page_size()`.execute(db)
  const small = (rows[0]?.bytes ?? 0) <= mostBytes
  if (small) await sql`vacuum`.execute(db)
  await sql`pragma wal_checkpoint(truncate)`.execute(db)
  return small
}

/** `node:sqlite` in the shape that Kysely's SQLite dialect drives; prepared statements are kept by their text. */
function toKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, ReturnType<typeof toKyselyStatement>>()
  return {
    close: () => database.close(),
    prepare: (text) => {
      const known = kept.get(text)
      if (known !== undefined) return known
      // A transaction that reads before it writes must not find, on its first write, that another process got in between.
      const statement = toKyselyStatement(database.prepare(text === "begin" ? "begin immediate" : text))
      if (kept.size >= keptStatements) kept.clear()
      kept.set(text, statement)
      return statement
    },
  }
}

/** Kysely binds what the tables' types allow: text, numbers and null. */
const values = (parameters: readonly unknown[]) => parameters as readonly SQLInputValue[]

function toKyselyStatement(statement: StatementSync) {
  const reader = statement.columns().length > 0
  return {
    reader,
    all: (parameters: readonly unknown[]): unknown[] => statement.all(...values(parameters)),
    run: (parameters: readonly unknown[]) => statement.run(...values(parameters)),
    iterate: (parameters: readonly unknown[]): IterableIterator<unknown> => statement.iterate(...values(parameters)),
  }
}

import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite"
import { Kysely, SqliteDialect, type SqliteDatabase } from "kysely"
import type { Tables } from "./tables.ts"

const busyTimeoutMs = 5_000
const keptStatements = 200

/** Opens (and makes, if absent) the SQLite file with the settings that make an acknowledged commit survive power loss. */
export function openSqlite(file: string): Kysely<Tables> {
  const database = new DatabaseSync(file, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
  database.exec("pragma journal_mode = wal; pragma synchronous = full")
  return new Kysely<Tables>({ dialect: new SqliteDialect({ database: toKyselyDatabase(database) }) })
}

/** `node:sqlite` in the shape that Kysely's SQLite dialect drives; prepared statements are kept by their text. */
function toKyselyDatabase(database: DatabaseSync): SqliteDatabase {
  const kept = new Map<string, ReturnType<typeof toKyselyStatement>>()
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const known = kept.get(sql)
      if (known !== undefined) return known
      // A transaction that reads before it writes must not find, on its first write, that another process got in between.
      const statement = toKyselyStatement(database.prepare(sql === "begin" ? "begin immediate" : sql))
      if (kept.size >= keptStatements) kept.clear()
      kept.set(sql, statement)
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

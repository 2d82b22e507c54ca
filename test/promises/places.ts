import { randomBytes } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { tmpdir } from "node:os"
import { join } from "node:path"
import pg from "pg"
import { openPostgresStore } from "../../server/src/store/postgresStore.ts"
import { databaseFile, openSqliteStore, type Store } from "../../server/src/store/store.ts"
import { databaseUrl, query } from "../support/postgres.ts"

export type StoreKind = Store["kind"]
type Row = Readonly<Record<string, unknown>>

/** Where a store is, and ways to it past our own code. */
export interface Place {
  readonly kind: StoreKind
  /** SQLite's folder, or PostgreSQL's address. */
  readonly where: string
  /** The settings of a server over it. */
  readonly environment: Readonly<Record<string, string>>
  readonly open: () => Promise<Store>
  /** Rows of a statement, on a connection of its own. */
  rows(statement: string): Promise<readonly Row[]>
  /** Statements without an answer, on the same connection. */
  execute(statements: string): Promise<void>
  /** Closes what was opened, and takes the store away. */
  remove(): Promise<void>
}

/** A new, empty SQLite store in a folder of its own. */
export function newSqlitePlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), "barometer-promise-"))
  const opened: Store[] = []
  let connection: DatabaseSync | undefined
  const connect = () => (connection ??= new DatabaseSync(join(folder, databaseFile), { timeout: 5_000 }))
  return {
    kind: "sqlite",
    where: folder,
    environment: { DATA_DIR: folder },
    open: async () => {
      const store = await openSqliteStore(folder)
      opened.push(store)
      return store
    },
    rows: (statement) => Promise.resolve(connect().prepare(statement).all()),
    execute: (statements) => Promise.resolve(connect().exec(statements)),
    remove: async () => {
      connection?.close()
      for (const store of opened) await store.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A new, empty database of a PostgreSQL. */
export async function newPostgresPlace(server: string): Promise<Place> {
  const name = `barometer_promise_${randomBytes(6).toString("hex")}`
  await query(server, `create database ${name}`)
  const url = databaseUrl(server, name)
  const opened: Store[] = []
  let client: pg.Client | undefined
  const connect = async () => {
    if (client !== undefined) return client
    const made = new pg.Client({ connectionString: url })
    // The promise about crashes ends it on purpose.
    made.on("error", () => (client = undefined))
    await made.connect()
    return (client = made)
  }
  return {
    kind: "postgresql",
    where: url,
    environment: { DATABASE_URL: url },
    open: async () => {
      const store = await openPostgresStore({ url, poolSize: 8, statementTimeoutMs: 120_000 })
      opened.push(store)
      return store
    },
    rows: async (statement) => (await (await connect()).query<Row>(statement)).rows,
    execute: async (statements) => void (await (await connect()).query(statements)),
    remove: async () => {
      await client?.end()
      for (const store of opened) await store.close()
      await query(server, `drop database ${name} with (force)`)
    },
  }
}

import { randomBytes } from "node:crypto"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inject, onTestFinished } from "vitest"
import { openPostgresStore } from "../../server/src/store/postgresStore.ts"
import { openSqliteStore, type Store } from "../../server/src/store/store.ts"
import { databaseUrl, query } from "./postgres.ts"

export type StoreKind = Store["kind"]

/** The stores that this machine can test, SQLite first. */
export const storeKinds: readonly StoreKind[] = inject("postgres") === undefined ? ["sqlite"] : ["sqlite", "postgresql"]

/** What tests of this file open unless they say otherwise. */
let usual: StoreKind = "sqlite"
export function useStore(kind: StoreKind): void {
  usual = kind
}

/** An empty store, and how to open another over the same data, which goes when the test ends. */
export interface TestStore {
  readonly store: Store
  readonly openAgain: () => Promise<Store>
  /** SQLite's folder, or PostgreSQL's address. */
  readonly place: string
}

export async function openTestStore(kind: StoreKind = usual): Promise<TestStore> {
  const place = kind === "sqlite" ? newFolder() : await newDatabase()
  const openAgain = async () => {
    const store = await (kind === "sqlite"
      ? openSqliteStore(place)
      : openPostgresStore({ url: place, poolSize: 4, statementTimeoutMs: 10_000 }))
    onTestFinished(() => store.close())
    return store
  }
  return { store: await openAgain(), openAgain, place }
}

/** A folder that goes when the test ends. */
export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "barometer-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Databases of this file's earlier tests, emptied: to make one takes many times as long. */
const emptied: string[] = []

/** The address of a database with our tables, empty; what the test puts there goes when it ends. */
export async function newDatabase(): Promise<string> {
  const url = emptied.pop() ?? (await createDatabase({ migrated: true }))
  onTestFinished(async () => {
    await query(url, emptyTables)
    emptied.push(url)
  })
  return url
}

/** The address of a new database, with our tables or without any; it goes when the whole run ends. */
export async function createDatabase(options: { readonly migrated: boolean }): Promise<string> {
  const postgres = inject("postgres")
  if (postgres === undefined) throw new Error("found no PostgreSQL; a test that needs one asks `storeKinds` first")
  const name = `${postgres.template}_${randomBytes(6).toString("hex")}`
  const copied = options.migrated ? ` template ${postgres.template} strategy file_copy` : ""
  await query(postgres.url, `create database ${name}${copied}`)
  return databaseUrl(postgres.url, name)
}

const emptyTables = `do $$ begin execute (
  select 'truncate ' || string_agg(quote_ident(tablename), ', ') || ' restart identity cascade'
  from pg_tables where schemaname = current_schema() and tablename not like 'kysely%'); end $$`

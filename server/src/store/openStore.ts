import type { Config } from "../config.ts"
import { openPostgresStore } from "./postgresStore.ts"
import { openSqliteStore, type Store } from "./store.ts"

/** Opens the store that the settings name: PostgreSQL by its address, else SQLite in the data folder. */
export async function openStore({ database, dataDir }: Pick<Config, "database" | "dataDir">): Promise<Store> {
  return database === undefined ? await openSqliteStore(dataDir) : await openPostgresStore(database)
}

/** Where the settings say that everything is kept, as a person may be told: an address without its password. */
export function placeOfStore({ database, dataDir }: Pick<Config, "database" | "dataDir">): string {
  if (database === undefined) return dataDir
  const { host, pathname } = new URL(database.url)
  return `PostgreSQL, ${host}${pathname}`
}

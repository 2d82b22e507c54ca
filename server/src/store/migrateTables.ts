import type { Kysely } from "kysely"
import { Migrator } from "kysely/migration"
import { migrations } from "../../migrations/index.ts"
import type { Tables } from "./tables.ts"

/** Brings the tables up to date; processes that start together wait for the one that does it. */
export async function migrateTables(db: Kysely<Tables>): Promise<void> {
  // Migrations of different ranges land in any order, so one may come before another that ran already.
  const provider = { getMigrations: () => Promise.resolve({ ...migrations }) }
  const { error } = await new Migrator({ db, provider, allowUnorderedMigrations: true }).migrateToLatest()
  if (error !== undefined) throw error
}

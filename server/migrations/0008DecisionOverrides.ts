import type { Kysely } from "kysely"

/** The overrides each decision was made with, as JSON text; what was decided before there were any was made with none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .alterTable("decisions")
    .addColumn("overrides", "text", (column) => column.notNull().defaultTo("[]"))
    .execute()
}

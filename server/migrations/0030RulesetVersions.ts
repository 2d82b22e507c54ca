import type { Kysely } from "kysely"

/** Who published a version and why, and since when it is retired; without an author it came from a file. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const add = (name: string) => db.schema.alterTable("rulesets").addColumn(name, "text")
  await add("author").execute()
  await add("retired_at").execute()
  await db.schema
    .alterTable("rulesets")
    .addColumn("message", "text", (column) => column.notNull().defaultTo(""))
    .execute()
}

import type { Kysely } from "kysely"

/** Published rulesets, immutable, known by the SHA-256 of their canonical JSON. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("rulesets")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addColumn("title", "text", (column) => column.notNull())
    .addColumn("document", "text", (column) => column.notNull())
    .addColumn("published_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("rulesets_pk", ["tenant_id", "id", "version"])
    .execute()
}

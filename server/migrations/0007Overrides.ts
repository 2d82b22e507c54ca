import { sql, type Kysely } from "kysely"

/** Coaches' changes to thresholds, append-only: retiring a row says from when it has no effect and changes nothing else of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("overrides")
    .addColumn("sequence", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("ruleset_id", "text", (column) => column.notNull())
    .addColumn("layer", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("from_date", "text", (column) => column.notNull())
    .addColumn("until_date", "text")
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("inherited", "text", (column) => column.notNull())
    .addColumn("author", "text")
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("retired_at", "text")
    .addColumn("retired_from", "text")
    .addUniqueConstraint("overrides_id", ["tenant_id", "id"])
    .execute()
  await sql`create index overrides_by_subject on overrides (tenant_id, layer, subject, sequence)`.execute(db)
}

import { sql, type Kysely } from "kysely"

/** Who runs which ruleset from when, append-only: ending a row says from when it has no effect and changes nothing else of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("assignments")
    .addColumn("sequence", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("kind", "text", (column) => column.notNull())
    .addColumn("layer", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("ruleset_id", "text", (column) => column.notNull())
    .addColumn("version", "integer")
    .addColumn("from_date", "text", (column) => column.notNull())
    .addColumn("author", "text", (column) => column.notNull())
    .addColumn("reason", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("ended_at", "text")
    .addColumn("ended_from", "text")
    .addUniqueConstraint("assignments_id", ["tenant_id", "id"])
    .execute()
  await sql`create index assignments_by_subject on assignments (tenant_id, layer, subject, sequence)`.execute(db)
}

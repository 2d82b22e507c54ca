import { sql, type Kysely } from "kysely"

/** Comparisons that were asked for, and what came of them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("comparisons")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("author", "text", (column) => column.notNull())
    .addColumn("asked", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("done", "integer", (column) => column.notNull())
    .addColumn("athletes", "integer", (column) => column.notNull())
    .addColumn("message", "text")
    .addColumn("result", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("finished_at", "text")
    .addPrimaryKeyConstraint("comparisons_pk", ["tenant_id", "id"])
    .execute()
  await sql`create index comparisons_by_age on comparisons (tenant_id, created_at)`.execute(db)
}

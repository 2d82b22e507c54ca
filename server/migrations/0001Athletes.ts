import type { Kysely } from "kysely"

/** The people whose logs are kept. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("athletes")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("athletes_pk", ["tenant_id", "id"])
    .execute()
}

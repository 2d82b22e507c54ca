import type { Kysely } from "kysely"

/** The store's own secrets, made once: what page cursors are signed with. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("meta")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("meta_pk", ["tenant_id", "name"])
    .execute()
}

import type { Kysely } from "kysely"

/** Who is told each morning which athletes need them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("digests")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("email", "text")
    .addColumn("webhook_id", "text")
    .addColumn("team", "text")
    .addColumn("hour", "integer", (column) => column.notNull())
    .addColumn("zone", "text", (column) => column.notNull())
    .addColumn("sent_for", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("digests_pk", ["tenant_id", "id"])
    .addForeignKeyConstraint(
      "digests_webhook",
      ["tenant_id", "webhook_id"],
      "webhooks",
      ["tenant_id", "id"],
      (constraint) => constraint.onDelete("cascade"),
    )
    .execute()
}

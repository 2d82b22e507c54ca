import { sql, type Kysely } from "kysely"

/** Addresses that are told of changes, each with its place in the audit chain, and every message there is to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("webhooks")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("url", "text", (column) => column.notNull())
    .addColumn("events", "text", (column) => column.notNull())
    .addColumn("secret", "text", (column) => column.notNull())
    .addColumn("followed_to", "bigint", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("webhooks_pk", ["tenant_id", "id"])
    .execute()
  await db.schema
    .createTable("webhook_deliveries")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("webhook_id", "text", (column) => column.notNull())
    .addColumn("event", "text", (column) => column.notNull())
    .addColumn("athlete_id", "text")
    .addColumn("body", "text", (column) => column.notNull())
    .addColumn("state", "text", (column) => column.notNull())
    .addColumn("attempts", "integer", (column) => column.notNull())
    .addColumn("next_attempt_at", "text", (column) => column.notNull())
    .addColumn("last_answer", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("finished_at", "text")
    .addPrimaryKeyConstraint("webhook_deliveries_pk", ["tenant_id", "id"])
    .addForeignKeyConstraint(
      "webhook_deliveries_webhook",
      ["tenant_id", "webhook_id"],
      "webhooks",
      ["tenant_id", "id"],
      (constraint) => constraint.onDelete("cascade"),
    )
    .execute()
  await sql`create index webhook_deliveries_due on webhook_deliveries (tenant_id, next_attempt_at) where state = 'pending'`.execute(
    db,
  )
  await sql`create index webhook_deliveries_by_webhook on webhook_deliveries (tenant_id, webhook_id, created_at)`.execute(
    db,
  )
}

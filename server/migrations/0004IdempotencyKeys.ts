import { sql, type Kysely } from "kysely"

/** First responses by `Idempotency-Key`; `status` is null while the first request is in flight. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("idempotency_keys")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addColumn("request_digest", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("status", "integer")
    .addColumn("location", "text")
    .addColumn("body", "text")
    .addPrimaryKeyConstraint("idempotency_keys_pk", ["tenant_id", "key"])
    .execute()
  await sql`create index idempotency_keys_by_age on idempotency_keys (tenant_id, created_at)`.execute(db)
}

import type { Kysely } from "kysely"

/** Until when the process that carries a request out holds its key; it renews this, and one that is gone does not. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable("idempotency_keys").addColumn("held_until", "text").execute()
}

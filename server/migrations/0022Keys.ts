import type { Kysely } from "kysely"

/**
 * What devices and coaching apps (keys) and athletes without an account (check-in links) show instead of a session.
 * Only a digest of the secret is kept; `made_by` is null when the owner of this machine made it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("api_keys")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("secret_digest", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("scopes", "text", (column) => column.notNull())
    .addColumn("athlete_id", "text")
    .addColumn("made_by", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("last_used_at", "text")
    .addColumn("revoked_at", "text")
    .execute()
  await db.schema.createIndex("api_keys_by_tenant").on("api_keys").columns(["tenant_id", "created_at"]).execute()
  await db.schema
    .createTable("check_in_links")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("secret_digest", "text", (column) => column.notNull())
    .addColumn("athlete_id", "text", (column) => column.notNull())
    .addColumn("made_by", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .addColumn("last_used_at", "text")
    .addColumn("revoked_at", "text")
    .execute()
  await db.schema
    .createIndex("check_in_links_by_athlete")
    .on("check_in_links")
    .columns(["tenant_id", "athlete_id", "created_at"])
    .execute()
}

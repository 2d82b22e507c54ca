import { PostgresAdapter, type Kysely } from "kysely"

/**
 * Who signs in, in the columns that better-auth expects. A person may belong to several organisations, so these rows
 * belong to no tenant; what the person may see is said by `members`.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // better-auth binds dates and truth values as the store has them: as such on PostgreSQL, as text and 0 or 1 on SQLite.
  const onPostgres = db.getExecutor().adapter instanceof PostgresAdapter
  const instant = onPostgres ? "timestamptz" : "text"
  const truth = onPostgres ? "boolean" : "integer"
  await db.schema
    .createTable("auth_users")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("email", "text", (column) => column.notNull())
    .addColumn("email_verified", truth, (column) => column.notNull())
    .addColumn("image", "text")
    .addColumn("created_at", instant, (column) => column.notNull())
    .addColumn("updated_at", instant, (column) => column.notNull())
    .addUniqueConstraint("auth_users_email", ["email"])
    .execute()
  await db.schema
    .createTable("auth_sessions")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("token", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull().references("auth_users.id").onDelete("cascade"))
    .addColumn("active_tenant", "text")
    .addColumn("ip_address", "text")
    .addColumn("user_agent", "text")
    .addColumn("expires_at", instant, (column) => column.notNull())
    .addColumn("created_at", instant, (column) => column.notNull())
    .addColumn("updated_at", instant, (column) => column.notNull())
    .addUniqueConstraint("auth_sessions_token", ["token"])
    .execute()
  await db.schema.createIndex("auth_sessions_by_user").on("auth_sessions").column("user_id").execute()
  await db.schema
    .createTable("auth_accounts")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("account_id", "text", (column) => column.notNull())
    .addColumn("provider_id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull().references("auth_users.id").onDelete("cascade"))
    .addColumn("access_token", "text")
    .addColumn("refresh_token", "text")
    .addColumn("id_token", "text")
    .addColumn("access_token_expires_at", instant)
    .addColumn("refresh_token_expires_at", instant)
    .addColumn("scope", "text")
    .addColumn("password", "text")
    .addColumn("created_at", instant, (column) => column.notNull())
    .addColumn("updated_at", instant, (column) => column.notNull())
    .execute()
  await db.schema.createIndex("auth_accounts_by_user").on("auth_accounts").column("user_id").execute()
  await db.schema
    .createTable("auth_verifications")
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("identifier", "text", (column) => column.notNull())
    .addColumn("value", "text", (column) => column.notNull())
    .addColumn("expires_at", instant, (column) => column.notNull())
    .addColumn("created_at", instant, (column) => column.notNull())
    .addColumn("updated_at", instant, (column) => column.notNull())
    .execute()
}

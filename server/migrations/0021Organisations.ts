import type { Kysely } from "kysely"

/** Organisations, whose members' roles and teams say what they may do, and invitations to join. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("organisations")
    .addColumn("tenant_id", "text", (column) => column.primaryKey())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .execute()
  await db.schema
    .createTable("members")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("user_id", "text", (column) => column.notNull().references("auth_users.id"))
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("athlete_id", "text")
    .addColumn("created_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("members_pk", ["tenant_id", "id"])
    .addUniqueConstraint("members_user", ["tenant_id", "user_id"])
    .execute()
  await db.schema.createIndex("members_by_user").on("members").column("user_id").execute()
  await db.schema
    .createTable("teams")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("name", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("teams_pk", ["tenant_id", "id"])
    .execute()
  await db.schema
    .createTable("team_coaches")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("team_id", "text", (column) => column.notNull())
    .addColumn("member_id", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("team_coaches_pk", ["tenant_id", "member_id", "team_id"])
    .addForeignKeyConstraint("team_coaches_team", ["tenant_id", "team_id"], "teams", ["tenant_id", "id"], (key) =>
      key.onDelete("cascade"),
    )
    .addForeignKeyConstraint("team_coaches_member", ["tenant_id", "member_id"], "members", ["tenant_id", "id"], (key) =>
      key.onDelete("cascade"),
    )
    .execute()
  await db.schema
    .createTable("invitations")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.primaryKey())
    .addColumn("secret_digest", "text", (column) => column.notNull())
    .addColumn("email", "text", (column) => column.notNull())
    .addColumn("role", "text", (column) => column.notNull())
    .addColumn("athlete_id", "text")
    .addColumn("teams", "text", (column) => column.notNull())
    .addColumn("invited_by", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("expires_at", "text", (column) => column.notNull())
    .execute()
  await db.schema.createIndex("invitations_by_tenant").on("invitations").columns(["tenant_id", "created_at"]).execute()
}

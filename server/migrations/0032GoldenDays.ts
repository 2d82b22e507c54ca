import type { Kysely } from "kysely"

/** Days whose verdict a ruleset must keep giving. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("golden_days")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("ruleset_id", "text", (column) => column.notNull())
    .addColumn("athlete_id", "text", (column) => column.notNull())
    .addColumn("local_date", "text", (column) => column.notNull())
    .addColumn("phase", "text", (column) => column.notNull())
    .addColumn("verdict", "text", (column) => column.notNull())
    .addColumn("decided_by", "text")
    .addColumn("note", "text", (column) => column.notNull())
    .addColumn("author", "text", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("golden_days_pk", ["tenant_id", "id"])
    .addUniqueConstraint("golden_days_day", ["tenant_id", "ruleset_id", "athlete_id", "local_date", "phase"])
    .addForeignKeyConstraint("golden_days_athlete", ["tenant_id", "athlete_id"], "athletes", ["tenant_id", "id"])
    .execute()
}

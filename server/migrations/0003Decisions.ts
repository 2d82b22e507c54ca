import { sql, type Kysely } from "kysely"

/** What was decided, append-only; `record` is the decision without its trace, which is rebuilt when asked for. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("decisions")
    .addColumn("sequence", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("athlete_id", "text", (column) => column.notNull())
    .addColumn("entry_id", "text", (column) => column.notNull())
    .addColumn("caused_by", "text", (column) => column.notNull())
    .addColumn("recomputes", "text")
    .addColumn("local_date", "text", (column) => column.notNull())
    .addColumn("phase", "text", (column) => column.notNull())
    .addColumn("phase_rank", "integer", (column) => column.notNull())
    .addColumn("verdict", "text", (column) => column.notNull())
    .addColumn("kind", "text")
    .addColumn("decided_by", "text")
    .addColumn("sentence", "text", (column) => column.notNull())
    .addColumn("ruleset_id", "text", (column) => column.notNull())
    .addColumn("ruleset_version", "integer", (column) => column.notNull())
    .addColumn("decided_at", "text", (column) => column.notNull())
    .addColumn("known_sequence", "integer", (column) => column.notNull())
    .addColumn("record", "text", (column) => column.notNull())
    .addUniqueConstraint("decisions_id", ["tenant_id", "id"])
    .addForeignKeyConstraint("decisions_entry", ["tenant_id", "entry_id"], "entries", ["tenant_id", "id"])
    .execute()
  await sql`create index decisions_by_date on decisions (tenant_id, athlete_id, local_date, phase_rank, sequence)`.execute(
    db,
  )
  await sql`create index decisions_by_entry on decisions (tenant_id, entry_id, sequence)`.execute(db)
}

import { sql, type Kysely } from "kysely"

/** What challengers would have said, beside what was decided; never shown as a verdict. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("shadow_decisions")
    .addColumn("sequence", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("assignment_id", "text", (column) => column.notNull())
    .addColumn("decision_id", "text", (column) => column.notNull())
    .addColumn("athlete_id", "text", (column) => column.notNull())
    .addColumn("local_date", "text", (column) => column.notNull())
    .addColumn("phase", "text", (column) => column.notNull())
    .addColumn("champion_verdict", "text", (column) => column.notNull())
    .addColumn("champion_decided_by", "text")
    .addColumn("ruleset_id", "text", (column) => column.notNull())
    .addColumn("version", "integer", (column) => column.notNull())
    .addColumn("verdict", "text")
    .addColumn("decided_by", "text")
    .addColumn("outcome", "text", (column) => column.notNull())
    .addColumn("decided_at", "text", (column) => column.notNull())
    .addUniqueConstraint("shadow_decisions_decision", ["tenant_id", "assignment_id", "decision_id"])
    .execute()
  await sql`create index shadow_decisions_by_day
    on shadow_decisions (tenant_id, assignment_id, athlete_id, local_date, phase, sequence)`.execute(db)
  await sql`create index shadow_decisions_differing
    on shadow_decisions (tenant_id, local_date, sequence) where outcome <> 'same'`.execute(db)
}

import { sql, type Kysely } from "kysely"

/** What was logged, append-only: a correction marks the replaced row `superseded` and changes nothing else of it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("entries")
    .addColumn("sequence", "integer", (column) => column.primaryKey().autoIncrement())
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("athlete_id", "text", (column) => column.notNull())
    .addColumn("type", "text", (column) => column.notNull())
    .addColumn("client_id", "text")
    .addColumn("local_date", "text")
    .addColumn("phase", "text")
    .addColumn("phase_rank", "integer", (column) => column.notNull())
    .addColumn("received_at", "text", (column) => column.notNull())
    .addColumn("digest", "text", (column) => column.notNull())
    .addColumn("payload", "text", (column) => column.notNull())
    .addColumn("replaces", "text")
    .addColumn("superseded", "integer", (column) => column.notNull())
    .addColumn("pending", "integer", (column) => column.notNull())
    .addUniqueConstraint("entries_id", ["tenant_id", "id"])
    .addForeignKeyConstraint("entries_athlete", ["tenant_id", "athlete_id"], "athletes", ["tenant_id", "id"])
    .execute()
  await sql`create unique index entries_natural_key on entries (tenant_id, athlete_id, local_date, phase, client_id)
    where type = 'checkIn'`.execute(db)
  await sql`create unique index entries_client_id on entries (tenant_id, athlete_id, type, client_id)
    where type <> 'checkIn' and client_id is not null`.execute(db)
  await sql`create index entries_by_athlete on entries (tenant_id, athlete_id, sequence)`.execute(db)
  await sql`create index entries_by_date on entries (tenant_id, athlete_id, local_date, phase_rank, sequence)
    where type = 'checkIn'`.execute(db)
  await sql`create index entries_pending on entries (tenant_id, sequence) where pending = 1`.execute(db)
}

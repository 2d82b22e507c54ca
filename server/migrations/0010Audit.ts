import { sql, type Kysely } from "kysely"

/**
 * The audit chain: a row a change, each with the hash of the one before. What a row says is committed to with a key that
 * an erasure deletes; the head is kept apart from the rows, so that missing last rows are noticed.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("audit")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("sequence", "bigint", (column) => column.notNull())
    .addColumn("at", "text", (column) => column.notNull())
    .addColumn("actor", "text", (column) => column.notNull())
    .addColumn("action", "text", (column) => column.notNull())
    .addColumn("subject", "text", (column) => column.notNull())
    .addColumn("athlete", "text", (column) => column.notNull())
    .addColumn("commitment", "text", (column) => column.notNull())
    .addColumn("details", "text")
    .addColumn("previous", "text", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("audit_pk", ["tenant_id", "sequence"])
    .execute()
  for (const column of ["subject", "athlete", "action"])
    await sql`create index ${sql.ref(`audit_by_${column}`)} on audit (tenant_id, ${sql.ref(column)}, sequence)`.execute(
      db,
    )
  await db.schema
    .createTable("audit_keys")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("athlete_id", "text", (column) => column.notNull())
    .addColumn("reference", "text", (column) => column.notNull())
    .addColumn("key", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("audit_keys_pk", ["tenant_id", "athlete_id"])
    .addUniqueConstraint("audit_keys_reference", ["tenant_id", "reference"])
    .execute()
  await db.schema
    .createTable("audit_heads")
    .addColumn("tenant_id", "text", (column) => column.primaryKey())
    .addColumn("count", "bigint", (column) => column.notNull())
    .addColumn("hash", "text", (column) => column.notNull())
    .execute()
}

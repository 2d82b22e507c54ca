import type { Kysely } from "kysely"

/** What authors are writing, one draft an author and ruleset; `document` may hold what does not parse yet. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable("ruleset_drafts")
    .addColumn("tenant_id", "text", (column) => column.notNull())
    .addColumn("id", "text", (column) => column.notNull())
    .addColumn("ruleset_id", "text", (column) => column.notNull())
    .addColumn("author", "text", (column) => column.notNull())
    .addColumn("based_on", "integer")
    .addColumn("document", "text", (column) => column.notNull())
    .addColumn("revision", "integer", (column) => column.notNull())
    .addColumn("created_at", "text", (column) => column.notNull())
    .addColumn("updated_at", "text", (column) => column.notNull())
    .addPrimaryKeyConstraint("ruleset_drafts_pk", ["tenant_id", "id"])
    .addUniqueConstraint("ruleset_drafts_author", ["tenant_id", "ruleset_id", "author"])
    .execute()
}

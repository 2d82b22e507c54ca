import type { Selectable } from "kysely"
import type { Database, Tables } from "./tables.ts"

/** What one author is writing of one ruleset; `document` is its JSON text, which may not be a ruleset yet. */
export interface DraftRow {
  readonly id: string
  readonly rulesetId: string
  readonly author: string
  /** The version that it was begun from; null: the ruleset is new. */
  readonly basedOn: number | null
  readonly document: string
  /** Goes up by one at every change. */
  readonly revision: number
  readonly createdAt: string
  readonly updatedAt: string
}

/** The drafts of one tenant. */
export function rulesetDraftsOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("ruleset_drafts").selectAll().where("tenant_id", "=", tenant)
  return {
    /** False when the author has a draft of the ruleset already. */
    async insert(draft: DraftRow): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("ruleset_drafts")
        .values({
          tenant_id: tenant,
          id: draft.id,
          ruleset_id: draft.rulesetId,
          author: draft.author,
          based_on: draft.basedOn,
          document: draft.document,
          revision: draft.revision,
          created_at: draft.createdAt,
          updated_at: draft.updatedAt,
        })
        .onConflict((conflict) => conflict.columns(["tenant_id", "ruleset_id", "author"]).doNothing())
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n
    },
    async find(id: string): Promise<DraftRow | undefined> {
      const row = await rows().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : toDraft(row)
    },
    async findOf(rulesetId: string, author: string): Promise<DraftRow | undefined> {
      const row = await rows().where("ruleset_id", "=", rulesetId).where("author", "=", author).executeTakeFirst()
      return row === undefined ? undefined : toDraft(row)
    },
    /** Everybody's drafts of a ruleset, by author. */
    async list(rulesetId: string): Promise<readonly DraftRow[]> {
      return (await rows().where("ruleset_id", "=", rulesetId).orderBy("author").execute()).map(toDraft)
    },
    /** Everybody's drafts of everything. */
    async listAll(): Promise<readonly DraftRow[]> {
      return (await rows().orderBy("ruleset_id").orderBy("author").execute()).map(toDraft)
    },
    /** Replaces the document of the draft at that revision; false when it has changed since, or is gone. */
    async save(
      { id, revision }: Pick<DraftRow, "id" | "revision">,
      changes: Pick<DraftRow, "document" | "basedOn" | "updatedAt">,
    ): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("ruleset_drafts")
        .set({
          document: changes.document,
          based_on: changes.basedOn,
          updated_at: changes.updatedAt,
          revision: revision + 1,
        })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("revision", "=", revision)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },
    /** False when it has changed since that revision, or is gone. */
    async delete({ id, revision }: Pick<DraftRow, "id" | "revision">): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom("ruleset_drafts")
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("revision", "=", revision)
        .executeTakeFirstOrThrow()
      return numDeletedRows === 1n
    },
  }
}

function toDraft(row: Selectable<Tables["ruleset_drafts"]>): DraftRow {
  return {
    id: row.id,
    rulesetId: row.ruleset_id,
    author: row.author,
    basedOn: row.based_on,
    document: row.document,
    revision: row.revision,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}

import type { Selectable } from "kysely"
import type { Database, Tables } from "./tables.ts"

export type ComparisonState = "running" | "done" | "cancelled" | "failed"

/** A comparison of two rulesets over many athletes' history. */
export interface ComparisonRow {
  readonly id: string
  readonly author: string
  /** What was asked, as JSON text. */
  readonly asked: string
  readonly state: ComparisonState
  /** Athletes compared so far, of how many. */
  readonly done: number
  readonly athletes: number
  /** Why it failed. */
  readonly message: string | null
  /** What came of it, as JSON text. */
  readonly result: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

/** The comparisons of one tenant. */
export function comparisonsOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("comparisons").selectAll().where("tenant_id", "=", tenant)
  return {
    async insert(row: ComparisonRow): Promise<void> {
      await db
        .insertInto("comparisons")
        .values({
          tenant_id: tenant,
          id: row.id,
          author: row.author,
          asked: row.asked,
          state: row.state,
          done: row.done,
          athletes: row.athletes,
          message: row.message,
          result: row.result,
          created_at: row.createdAt,
          finished_at: row.finishedAt,
        })
        .execute()
    },
    async find(id: string): Promise<ComparisonRow | undefined> {
      const row = await rows().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : toRow(row)
    },
    /** Newest first. */
    async list(limit: number): Promise<readonly ComparisonRow[]> {
      return (await rows().orderBy("created_at", "desc").orderBy("id").limit(limit).execute()).map(toRow)
    },
    /** Notes how far it is; one that has ended stays as it ended. */
    async advance(id: string, done: number): Promise<void> {
      await db
        .updateTable("comparisons")
        .set({ done })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("state", "=", "running")
        .execute()
    },
    /** Ends it; false: it had ended already. */
    async end(id: string, ended: Pick<ComparisonRow, "state" | "message" | "result" | "finishedAt">): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("comparisons")
        .set({ state: ended.state, message: ended.message, result: ended.result, finished_at: ended.finishedAt })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("state", "=", "running")
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
  }
}

function toRow(row: Selectable<Tables["comparisons"]>): ComparisonRow {
  return {
    id: row.id,
    author: row.author,
    asked: row.asked,
    state: row.state,
    done: row.done,
    athletes: row.athletes,
    message: row.message,
    result: row.result,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}

import type { Selectable } from "kysely"
import type { Database, Tables } from "./tables.ts"

/** A published version of a ruleset, without what it says. */
export interface VersionRow {
  readonly id: string
  readonly version: number
  readonly hash: string
  readonly title: string
  readonly publishedAt: string
  /** Who published it; null: it came from a file. */
  readonly author: string | null
  readonly message: string
  /** Since when it can no longer be assigned; null: it can. */
  readonly retiredAt: string | null
}

/** A published version with its JSON text, neither of which ever changes. */
export type RulesetRow = Omit<VersionRow, "retiredAt"> & { readonly document: string }

const summary = ["id", "version", "hash", "title", "published_at", "author", "message", "retired_at"] as const

/** The published rulesets of one tenant. */
export function rulesetsOf(db: Database, tenant: string) {
  const versions = () => db.selectFrom("rulesets").select(summary).where("tenant_id", "=", tenant)
  return {
    /** False when there is such a version already, which stays as it is. */
    async insert(ruleset: RulesetRow): Promise<boolean> {
      const { publishedAt, ...columns } = ruleset
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("rulesets")
        .values({ tenant_id: tenant, ...columns, published_at: publishedAt, retired_at: null })
        .onConflict((conflict) => conflict.columns(["tenant_id", "id", "version"]).doNothing())
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n
    },
    async find(id: string, version: number): Promise<RulesetRow | undefined> {
      const row = await db
        .selectFrom("rulesets")
        .selectAll()
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("version", "=", version)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const { retiredAt: _, ...rest } = toVersion(row)
      return { ...rest, document: row.document }
    },
    /** The newest version of the id that is not retired. */
    async findLatest(id: string): Promise<VersionRow | undefined> {
      const row = await versions()
        .where("id", "=", id)
        .where("retired_at", "is", null)
        .orderBy("version", "desc")
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? undefined : toVersion(row)
    },
    /** Every version of the id, retired ones too, newest first. */
    async listVersions(id: string): Promise<readonly VersionRow[]> {
      return (await versions().where("id", "=", id).orderBy("version", "desc").execute()).map(toVersion)
    },
    /** All of them by id, newest version first. */
    async list(): Promise<readonly VersionRow[]> {
      return (await versions().orderBy("id").orderBy("version", "desc").execute()).map(toVersion)
    },
    /** Retires a version; false for one that was retired before, which stays as it was. */
    async retire(id: string, version: number, at: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("rulesets")
        .set({ retired_at: at })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("version", "=", version)
        .where("retired_at", "is", null)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },
  }
}

function toVersion(row: Pick<Selectable<Tables["rulesets"]>, (typeof summary)[number]>): VersionRow {
  return {
    id: row.id,
    version: row.version,
    hash: row.hash,
    title: row.title,
    publishedAt: row.published_at,
    author: row.author,
    message: row.message,
    retiredAt: row.retired_at,
  }
}

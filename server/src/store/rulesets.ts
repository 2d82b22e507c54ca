import type { Selectable } from "kysely"
import type { Database, Tables } from "./tables.ts"

/** A published ruleset; `document` is its JSON text. */
export interface RulesetRow {
  readonly id: string
  readonly version: number
  readonly hash: string
  readonly title: string
  readonly document: string
  readonly publishedAt: string
}

/** The published rulesets of one tenant. */
export function rulesetsOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("rulesets").selectAll().where("tenant_id", "=", tenant)
  return {
    async insert(ruleset: RulesetRow): Promise<void> {
      const { publishedAt, ...columns } = ruleset
      await db
        .insertInto("rulesets")
        .values({ tenant_id: tenant, ...columns, published_at: publishedAt })
        .execute()
    },
    async find(id: string, version: number): Promise<RulesetRow | undefined> {
      const row = await rows().where("id", "=", id).where("version", "=", version).executeTakeFirst()
      return row === undefined ? undefined : toRuleset(row)
    },
    async findLatest(id: string): Promise<RulesetRow | undefined> {
      const row = await rows().where("id", "=", id).orderBy("version", "desc").executeTakeFirst()
      return row === undefined ? undefined : toRuleset(row)
    },
    /** All of them by id, newest version first. */
    async list(): Promise<readonly RulesetRow[]> {
      return (await rows().orderBy("id").orderBy("version", "desc").execute()).map(toRuleset)
    },
  }
}

function toRuleset(row: Selectable<Tables["rulesets"]>): RulesetRow {
  return {
    id: row.id,
    version: row.version,
    hash: row.hash,
    title: row.title,
    document: row.document,
    publishedAt: row.published_at,
  }
}

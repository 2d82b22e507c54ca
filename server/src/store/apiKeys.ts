import type { Selectable } from "kysely"
import type { Scope } from "../access/principal.ts"
import type { Database, Tables } from "./tables.ts"

export interface ApiKeyRow {
  readonly id: string
  readonly secretDigest: string
  readonly name: string
  readonly scopes: readonly Scope[]
  /** The one athlete that it is for; null: all that its maker reaches. */
  readonly athleteId: string | null
  /** The member who made it; null: the owner of this machine. */
  readonly madeBy: string | null
  readonly createdAt: string
  readonly expiresAt: string
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}
export type NewApiKey = Omit<ApiKeyRow, "lastUsedAt" | "revokedAt">

/** The API keys of one tenant. */
export function apiKeysOf(db: Database, tenant: string) {
  return {
    async insert(key: NewApiKey): Promise<void> {
      await db
        .insertInto("api_keys")
        .values({
          tenant_id: tenant,
          id: key.id,
          secret_digest: key.secretDigest,
          name: key.name,
          scopes: JSON.stringify(key.scopes),
          athlete_id: key.athleteId,
          made_by: key.madeBy,
          created_at: key.createdAt,
          expires_at: key.expiresAt,
          last_used_at: null,
          revoked_at: null,
        })
        .execute()
    },
    async find(id: string): Promise<ApiKeyRow | undefined> {
      const row = await db
        .selectFrom("api_keys")
        .selectAll()
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .executeTakeFirst()
      return row === undefined ? undefined : toApiKeyRow(row)
    },
    /** Newest first, revoked ones too. */
    async list(): Promise<readonly ApiKeyRow[]> {
      const rows = await db
        .selectFrom("api_keys")
        .selectAll()
        .where("tenant_id", "=", tenant)
        .orderBy("created_at", "desc")
        .orderBy("id")
        .execute()
      return rows.map(toApiKeyRow)
    },
    /** Ends the key at once; one that is revoked already stays as it was. */
    async revoke(id: string, at: string): Promise<void> {
      await db
        .updateTable("api_keys")
        .set({ revoked_at: at })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("revoked_at", "is", null)
        .execute()
    },
    /** Ends what a member made; how many were not ended yet. */
    async revokeMadeBy(memberId: string, at: string): Promise<number> {
      const { numUpdatedRows } = await db
        .updateTable("api_keys")
        .set({ revoked_at: at })
        .where("tenant_id", "=", tenant)
        .where("made_by", "=", memberId)
        .where("revoked_at", "is", null)
        .executeTakeFirstOrThrow()
      return Number(numUpdatedRows)
    },
  }
}

export function toApiKeyRow(row: Selectable<Tables["api_keys"]>): ApiKeyRow {
  return {
    id: row.id,
    secretDigest: row.secret_digest,
    name: row.name,
    // The list was one of scopes when it was stored.
    scopes: JSON.parse(row.scopes) as readonly Scope[],
    athleteId: row.athlete_id,
    madeBy: row.made_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}

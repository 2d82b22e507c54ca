import type { Selectable } from "kysely"
import type { Database, Tables } from "./tables.ts"

export interface CheckInLinkRow {
  readonly id: string
  readonly secretDigest: string
  readonly athleteId: string
  /** The member who made it; null: the owner of this machine. */
  readonly madeBy: string | null
  readonly createdAt: string
  readonly expiresAt: string
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}
export type NewCheckInLink = Omit<CheckInLinkRow, "lastUsedAt" | "revokedAt">

/** The links to athletes' check-in pages of one tenant. */
export function checkInLinksOf(db: Database, tenant: string) {
  return {
    async insert(link: NewCheckInLink): Promise<void> {
      await db
        .insertInto("check_in_links")
        .values({
          tenant_id: tenant,
          id: link.id,
          secret_digest: link.secretDigest,
          athlete_id: link.athleteId,
          made_by: link.madeBy,
          created_at: link.createdAt,
          expires_at: link.expiresAt,
          last_used_at: null,
          revoked_at: null,
        })
        .execute()
    },
    async find(id: string): Promise<CheckInLinkRow | undefined> {
      const row = await db
        .selectFrom("check_in_links")
        .selectAll()
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .executeTakeFirst()
      return row === undefined ? undefined : toCheckInLinkRow(row)
    },
    /** Newest first, revoked ones too. */
    async list(): Promise<readonly CheckInLinkRow[]> {
      const rows = await db
        .selectFrom("check_in_links")
        .selectAll()
        .where("tenant_id", "=", tenant)
        .orderBy("created_at", "desc")
        .orderBy("id")
        .execute()
      return rows.map(toCheckInLinkRow)
    },
    /** Ends the link at once; one that is revoked already stays as it was. */
    async revoke(id: string, at: string): Promise<void> {
      await db
        .updateTable("check_in_links")
        .set({ revoked_at: at })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("revoked_at", "is", null)
        .execute()
    },
    /** Ends what a member made; how many were not ended yet. */
    async revokeMadeBy(memberId: string, at: string): Promise<number> {
      const { numUpdatedRows } = await db
        .updateTable("check_in_links")
        .set({ revoked_at: at })
        .where("tenant_id", "=", tenant)
        .where("made_by", "=", memberId)
        .where("revoked_at", "is", null)
        .executeTakeFirstOrThrow()
      return Number(numUpdatedRows)
    },
  }
}

export function toCheckInLinkRow(row: Selectable<Tables["check_in_links"]>): CheckInLinkRow {
  return {
    id: row.id,
    secretDigest: row.secret_digest,
    athleteId: row.athlete_id,
    madeBy: row.made_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  }
}

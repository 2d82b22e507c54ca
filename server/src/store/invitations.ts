import type { Selectable } from "kysely"
import type { Role } from "../access/principal.ts"
import type { Database, Tables } from "./tables.ts"

export interface InvitationRow {
  readonly id: string
  readonly secretDigest: string
  readonly email: string
  readonly role: Role
  readonly athleteId: string | null
  readonly teams: readonly string[]
  /** The member who invited. */
  readonly invitedBy: string
  readonly createdAt: string
  readonly expiresAt: string
}

/** The invitations of one organisation that were not accepted yet. */
export function invitationsOf(db: Database, tenant: string) {
  return {
    async insert(invitation: InvitationRow): Promise<void> {
      await db
        .insertInto("invitations")
        .values({
          tenant_id: tenant,
          id: invitation.id,
          secret_digest: invitation.secretDigest,
          email: invitation.email,
          role: invitation.role,
          athlete_id: invitation.athleteId,
          teams: JSON.stringify(invitation.teams),
          invited_by: invitation.invitedBy,
          created_at: invitation.createdAt,
          expires_at: invitation.expiresAt,
        })
        .execute()
    },
    async find(id: string): Promise<InvitationRow | undefined> {
      const row = await db
        .selectFrom("invitations")
        .selectAll()
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .executeTakeFirst()
      return row === undefined ? undefined : toInvitationRow(row)
    },
    /** Those that can still be accepted, newest first. */
    async list(now: string): Promise<readonly InvitationRow[]> {
      const rows = await db
        .selectFrom("invitations")
        .selectAll()
        .where("tenant_id", "=", tenant)
        .where("expires_at", ">", now)
        .orderBy("created_at", "desc")
        .orderBy("id")
        .execute()
      return rows.map(toInvitationRow)
    },
    /** Whether it was there: an invitation is accepted or withdrawn once. */
    async delete(id: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom("invitations")
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
    /** Withdraws what a member invited to. */
    async deleteMadeBy(memberId: string): Promise<void> {
      await db.deleteFrom("invitations").where("tenant_id", "=", tenant).where("invited_by", "=", memberId).execute()
    },
  }
}

export function toInvitationRow(row: Selectable<Tables["invitations"]>): InvitationRow {
  return {
    id: row.id,
    secretDigest: row.secret_digest,
    email: row.email,
    role: row.role,
    athleteId: row.athlete_id,
    // The list was one of strings when it was stored.
    teams: JSON.parse(row.teams) as readonly string[],
    invitedBy: row.invited_by,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
  }
}

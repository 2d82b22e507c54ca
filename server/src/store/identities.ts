import { type ApiKeyRow, toApiKeyRow } from "./apiKeys.ts"
import { type CheckInLinkRow, toCheckInLinkRow } from "./checkInLinks.ts"
import { type InvitationRow, toInvitationRow } from "./invitations.ts"
import type { Database } from "./tables.ts"

type InTenant<Row> = Row & { readonly tenant: string }

export interface Membership {
  readonly tenant: string
  readonly organisation: string
}

/**
 * The only queries over more than one tenant: they find out whose request it is, by the id of a credential (whose secret
 * the caller must compare) or by a person who is signed in.
 */
export function identitiesOf(db: Database) {
  return {
    async findKey(id: string): Promise<InTenant<ApiKeyRow> | undefined> {
      const row = await db.selectFrom("api_keys").selectAll().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : { ...toApiKeyRow(row), tenant: row.tenant_id }
    },
    async findLink(id: string): Promise<InTenant<CheckInLinkRow> | undefined> {
      const row = await db.selectFrom("check_in_links").selectAll().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : { ...toCheckInLinkRow(row), tenant: row.tenant_id }
    },
    async findInvitation(id: string): Promise<InTenant<InvitationRow> | undefined> {
      const row = await db.selectFrom("invitations").selectAll().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : { ...toInvitationRow(row), tenant: row.tenant_id }
    },
    /** Notes a use, unless one was noted since `unlessSince`. */
    async noteUse(table: "api_keys" | "check_in_links", id: string, at: string, unlessSince: string): Promise<void> {
      await db
        .updateTable(table)
        .set({ last_used_at: at })
        .where("id", "=", id)
        .where((build) => build.or([build("last_used_at", "is", null), build("last_used_at", "<", unlessSince)]))
        .execute()
    },
    /** Every tenant that is an organisation. */
    async listTenants(): Promise<readonly string[]> {
      const rows = await db.selectFrom("organisations").select("tenant_id").orderBy("tenant_id").execute()
      return rows.map((row) => row.tenant_id)
    },
    /** The organisations that the person belongs to, the first joined first. */
    async listMemberships(userId: string): Promise<readonly Membership[]> {
      const rows = await db
        .selectFrom("members")
        .innerJoin("organisations", "organisations.tenant_id", "members.tenant_id")
        .select(["members.tenant_id", "organisations.name"])
        .where("user_id", "=", userId)
        .orderBy("members.created_at")
        .orderBy("members.tenant_id")
        .execute()
      return rows.map((row) => ({ tenant: row.tenant_id, organisation: row.name }))
    },
    /** Chooses in which organisation the session's requests are. */
    async setActiveTenant(sessionToken: string, tenant: string): Promise<void> {
      await db.updateTable("auth_sessions").set({ active_tenant: tenant }).where("token", "=", sessionToken).execute()
    },
  }
}

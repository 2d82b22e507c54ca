import { mkdirSync } from "node:fs"
import { join } from "node:path"
import { apiKeysOf } from "./apiKeys.ts"
import { assignmentsOf } from "./assignments.ts"
import { athletesOf } from "./athletes.ts"
import { auditOf } from "./audit.ts"
import { checkInLinksOf } from "./checkInLinks.ts"
import { comparisonsOf } from "./comparisons.ts"
import { decisionsOf } from "./decisions.ts"
import { erasureOf } from "./erasure.ts"
import { entriesOf } from "./entries.ts"
import { createGroupCommit } from "./groupCommit.ts"
import { goldenDaysOf } from "./goldenDays.ts"
import { idempotencyKeysOf } from "./idempotencyKeys.ts"
import { identitiesOf } from "./identities.ts"
import { invitationsOf } from "./invitations.ts"
import { membersOf } from "./members.ts"
import { digestsOf } from "./digests.ts"
import { metaOf } from "./meta.ts"
import { migrateTables } from "./migrateTables.ts"
import { organisationOf } from "./organisations.ts"
import { overridesOf } from "./overrides.ts"
import { rulesetDraftsOf } from "./rulesetDrafts.ts"
import { rulesetsOf } from "./rulesets.ts"
import { openSqlite, scrubSqlite } from "./sqlite.ts"
import { shadowDecisionsOf } from "./shadowDecisions.ts"
import type { Database } from "./tables.ts"
import { teamsOf } from "./teams.ts"
import { webhookDeliveriesOf } from "./webhookDeliveries.ts"
import { webhooksOf } from "./webhooks.ts"

/** Everything kept for one tenant; there is no other way to reach a row, so no query can forget whose it is. */
export type TenantStore = ReturnType<typeof tenantStoreOver>

/**
 * How a transaction runs next to others of its tenant: `alone` waits for all of them, so that what it has read still holds
 * when it writes; `besideOthers` is for work on athletes whose turn is held, and only waits for those that run alone.
 */
export type Isolation = "alone" | "besideOthers"

export interface Store {
  readonly kind: "sqlite" | "postgresql"
  of(tenant: string): TenantStore
  /** Finds out whose request it is, before any tenant is known. */
  readonly identities: ReturnType<typeof identitiesOf>
  /** For better-auth, which keeps the `auth_` tables; nothing else may query through it. */
  readonly accounts: { readonly db: Database; readonly type: "sqlite" | "postgres"; readonly transaction: true }
  /**
   * Runs the work in one transaction, committed and durable when the promise resolves, undone when it rejects. PostgreSQL
   * may run it more than once, of which one counts, so it changes nothing but the tables.
   * INVARIANT: the work awaits nothing but the tables that it is given; SQLite has one connection, and it is taken.
   */
  inTransaction<T>(tenant: string, work: (tables: TenantStore) => Promise<T>, isolation?: Isolation): Promise<T>
  /**
   * Runs the work while no other process has the turn of any of the athletes; it may hold several transactions. Only
   * PostgreSQL has other processes. Within a process turns are taken by `Turns`, which comes here.
   */
  inTurn<T>(tenant: string, athleteIds: readonly string[], work: () => Promise<T>): Promise<T>
  /** The tenants that have rows in a table, by id. */
  tenantsWith(table: "webhooks" | "digests" | "audit_heads"): Promise<readonly string[]>
  /**
   * Rewrites the files so that nothing deleted is left in their freed places, unless they hold more than so many bytes: then
   * it answers false. Nobody else is answered meanwhile.
   */
  scrub(mostBytes: number): Promise<boolean>
  /** Resolves when the store answers a query. */
  check(): Promise<void>
  close(): Promise<void>
}

export const databaseFile = "barometer.db"

/** Opens the SQLite store in a folder, which is made if absent, and brings its tables up to date. */
export async function openSqliteStore(folder: string): Promise<Store> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const db = openSqlite(join(folder, databaseFile))
  await migrateTables(db)
  const inGroup = createGroupCommit(db)
  return {
    kind: "sqlite",
    ...queriesOver(db, "sqlite"),
    inTransaction: (tenant, work) => inGroup((transaction) => work(tenantStoreOver(transaction, tenant))),
    inTurn: (_tenant, _athleteIds, work) => work(),
    scrub: (mostBytes) => scrubSqlite(db, mostBytes),
    close: () => db.destroy(),
  }
}

/** What is the same over any connection. */
export function queriesOver(
  db: Database,
  type: Store["accounts"]["type"],
): Pick<Store, "of" | "identities" | "accounts" | "tenantsWith" | "check"> {
  return {
    of: (tenant) => tenantStoreOver(db, tenant),
    identities: identitiesOf(db),
    accounts: { db, type, transaction: true },
    tenantsWith: async (table) => {
      const rows = await db.selectFrom(table).select("tenant_id").distinct().orderBy("tenant_id").execute()
      return rows.map((row) => row.tenant_id)
    },
    check: async () => {
      await db.selectFrom("meta").select("name").limit(1).execute()
    },
  }
}

export function tenantStoreOver(db: Database, tenant: string) {
  return {
    athletes: athletesOf(db, tenant),
    entries: entriesOf(db, tenant),
    decisions: decisionsOf(db, tenant),
    idempotencyKeys: idempotencyKeysOf(db, tenant),
    rulesets: rulesetsOf(db, tenant),
    rulesetDrafts: rulesetDraftsOf(db, tenant),
    goldenDays: goldenDaysOf(db, tenant),
    assignments: assignmentsOf(db, tenant),
    shadowDecisions: shadowDecisionsOf(db, tenant),
    overrides: overridesOf(db, tenant),
    audit: auditOf(db, tenant),
    erasure: erasureOf(db, tenant),
    webhooks: webhooksOf(db, tenant),
    webhookDeliveries: webhookDeliveriesOf(db, tenant),
    digests: digestsOf(db, tenant),
    comparisons: comparisonsOf(db, tenant),
    meta: metaOf(db, tenant),
    organisation: organisationOf(db, tenant),
    members: membersOf(db, tenant),
    teams: teamsOf(db, tenant),
    invitations: invitationsOf(db, tenant),
    apiKeys: apiKeysOf(db, tenant),
    checkInLinks: checkInLinksOf(db, tenant),
  }
}

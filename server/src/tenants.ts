import { randomBytes } from "node:crypto"
import { createAthleteLogs } from "./athleteLogs.ts"
import type { RulesetLibrary, RulesetReference } from "./rulesetLibrary.ts"
import type { Store } from "./store/store.ts"
import type { Metrics } from "./telemetry/metrics.ts"
import type { TenantParts } from "./tenantParts.ts"
import { createTurns } from "./turns.ts"

export interface TenantsOptions {
  readonly store: Store
  readonly deciding: RulesetReference
  /** Seeds a tenant's rulesets when its parts are first opened. */
  readonly openRulesets: (tenant: string) => Promise<RulesetLibrary>
  readonly clock: () => Date
  readonly newId: () => string
  readonly metrics: Metrics
}

/** The parts of each tenant, opened when first asked for and kept: turns and kept logs only work when they are shared. */
export interface Tenants {
  open(tenant: string): Promise<TenantParts>
}

export function createTenants(options: TenantsOptions): Tenants {
  const opened = new Map<string, Promise<TenantParts>>()
  return {
    open: (tenant) => {
      const known = opened.get(tenant)
      if (known !== undefined) return known
      const opening = openTenant(tenant, options)
      opened.set(tenant, opening)
      // A tenant that could not be opened is tried again at the next request.
      opening.catch(() => opened.delete(tenant))
      return opening
    },
  }
}

async function openTenant(
  tenant: string,
  { store, deciding, openRulesets, clock, newId, metrics }: TenantsOptions,
): Promise<TenantParts> {
  return {
    store,
    tenant,
    actor: "barometer",
    role: "admin",
    reach: { to: "tenant" },
    rulesets: await openRulesets(tenant),
    deciding,
    logs: createAthleteLogs(store, tenant),
    turns: createTurns((athleteIds, work) => store.inTurn(tenant, athleteIds, work)),
    clock,
    newId,
    metrics,
    cursorSecret: await store.of(tenant).meta.findOrInsert("cursorSecret", randomBytes(32).toString("hex")),
  }
}

import type { Reach, Role } from "./access/principal.ts"
import type { AthleteLogs } from "./athleteLogs.ts"
import type { RulesetLibrary, RulesetReference } from "./rulesetLibrary.ts"
import type { Store } from "./store/store.ts"
import type { Metrics } from "./telemetry/metrics.ts"
import type { Turns } from "./turns.ts"

/** What routes and workflows work with: everything that belongs to one tenant. */
export interface TenantParts {
  readonly store: Store
  readonly tenant: string
  /** For whom the work is done, as the audit chain names them: by an id, never by a person's name or address. */
  readonly actor: string
  /** Whose logs the work may touch, and in which role; the server's own work may do everything. */
  readonly role: Role
  readonly reach: Reach
  readonly rulesets: RulesetLibrary
  /** Which ruleset decides check-ins. */
  readonly deciding: RulesetReference
  readonly logs: AthleteLogs
  readonly turns: Turns
  readonly clock: () => Date
  readonly newId: () => string
  readonly metrics: Metrics
  /** Signs page cursors. */
  readonly cursorSecret: string
}

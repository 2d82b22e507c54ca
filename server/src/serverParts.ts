import type { People } from "./access/people.ts"
import type { Store } from "./store/store.ts"
import type { Metrics } from "./telemetry/metrics.ts"
import type { Tenants } from "./tenants.ts"

/** What the whole server shares, whoever asks; clock and ids are passed in, so that tests decide them. */
export interface ServerParts {
  readonly store: Store
  readonly tenants: Tenants
  readonly people: People
  readonly clock: () => Date
  readonly newId: () => string
  readonly metrics: Metrics
}

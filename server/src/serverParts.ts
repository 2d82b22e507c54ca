import type { People } from "./access/people.ts"
import type { SendMail } from "./mail/sendMail.ts"
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
  /** Aborted when the server begins to stop: it is ready for nothing more, and streams end. */
  readonly stopping: AbortSignal
  /** Sends mail; undefined where no SMTP server is named. */
  readonly sendMail: SendMail | undefined
  /** Whether webhooks may point into private networks. */
  readonly allowPrivateWebhooks: boolean
}

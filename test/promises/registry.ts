import { crashes } from "./crashes.ts"
import { erasedCanaries } from "./erasedCanaries.ts"
import type { PromiseScript } from "./promise.ts"
import { replayedDecisions } from "./replayedDecisions.ts"
import { restoredBackup } from "./restoredBackup.ts"
import { seededSchedules } from "./seededSchedules.ts"
import { tamperedChain } from "./tamperedChain.ts"

/** Promises that are shown over an empty store, small in `npm test`. */
export const promises: readonly PromiseScript[] = [
  crashes,
  replayedDecisions,
  tamperedChain,
  seededSchedules,
  restoredBackup,
  erasedCanaries,
]

/** Promises that are shown by a command of their own: what follows `node`, or `vitest` with what it finds in the environment. */
export const commands: Readonly<
  Record<
    string,
    | { readonly node: readonly string[] }
    | { readonly vitest: string; readonly environment: Readonly<Record<string, string>> }
  >
> = {
  P4: { vitest: "test/promises/hostileRulesets", environment: { P4_CASES: "2000" } },
  P5: { vitest: "test/promises/malformedRequests", environment: { P5_REQUESTS: "10000" } },
  P7: { vitest: "test/promises/racedRetries", environment: { P7_RACES: "10000" } },
  P10: { vitest: "test/promises/heapGrowth", environment: { P10_DECISIONS: "100000" } },
  P6: { node: ["test/promises/access/run.ts"] },
}

import type { TenantParts } from "../tenantParts.ts"
import { decideEntries } from "./decideEntries.ts"

const chunk = 500

/**
 * Decides what was committed and not yet decided when the last process ended. An athlete whose entries cannot be decided
 * is told to `report` and left pending until the next start; nobody else waits.
 */
export async function recoverPending(
  parts: TenantParts,
  report: (athleteId: string, error: unknown) => void,
): Promise<void> {
  await parts.store.of(parts.tenant).idempotencyKeys.releaseAllInFlight()
  for (let after = 0; ;) {
    const rows = await parts.store.of(parts.tenant).entries.listPending(after, chunk)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.sequence
    for (const [athleteId, ofAthlete] of Map.groupBy(rows, (row) => row.athleteId))
      try {
        await decideEntries(parts, athleteId, ofAthlete)
      } catch (error) {
        report(athleteId, error)
      }
  }
}

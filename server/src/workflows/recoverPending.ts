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
  const { entries, idempotencyKeys } = parts.store.of(parts.tenant)
  // Beside other processes a key may be in flight that one of them renews; those that nobody renews can be claimed again.
  if (parts.store.kind === "sqlite") await idempotencyKeys.releaseAllInFlight()
  for (let after = 0; ;) {
    const rows = await entries.listPending(after, chunk)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.sequence
    for (const athleteId of new Set(rows.map((row) => row.athleteId)))
      try {
        await parts.turns.take([athleteId], async () => {
          // What another process was about to decide is decided once the turn is ours.
          const pending = await entries.listPendingOf(athleteId)
          if (pending.length > 0) await decideEntries(parts, athleteId, pending)
        })
      } catch (error) {
        report(athleteId, error)
      }
  }
}

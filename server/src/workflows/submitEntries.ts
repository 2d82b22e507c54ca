import type { Entry } from "@barometer/engine/readiness"
import type { TenantParts } from "../tenantParts.ts"
import type { AppError } from "../errors.ts"
import type { DecisionRow } from "../store/decisions.ts"
import type { EntryRow } from "../store/entries.ts"
import { decideEntries } from "./decideEntries.ts"
import { type Recorded, recordEntries } from "./recordEntries.ts"
import { refuseEntries } from "./refuseEntries.ts"

/** What became of one submitted entry; only a check-in has a decision. */
export type Submitted =
  | { readonly state: "new" | "known"; readonly row: EntryRow; readonly decision: DecisionRow | undefined }
  | { readonly state: "refused"; readonly error: AppError }

/**
 * Commits the entries, then decides what they call for, in two transactions: a fault in between loses nothing, because
 * the athlete's next entry, or else start-up, decides what was committed. The same entry again answers what the first one
 * did and changes nothing. An entry that is not the principal's to log is refused by itself.
 */
export async function submitEntries(parts: TenantParts, entries: readonly Entry[]): Promise<readonly Submitted[]> {
  return await parts.turns.take(
    entries.map((entry) => entry.athleteId),
    async () => {
      const refusals = await refuseEntries(parts, entries)
      const allowed = await recordEntries(
        parts,
        entries.filter((_, index) => refusals[index] === undefined),
      )
      const outcomes = allowed.values()
      const recorded = refusals.map((error): Recorded => {
        if (error !== undefined) return { state: "refused", error }
        const outcome = outcomes.next().value
        if (outcome === undefined) throw new Error("every entry that is allowed has an outcome")
        return outcome
      })
      const { decisions, entries: logged } = parts.store.of(parts.tenant)
      const athleteIds = recorded.flatMap((item) => (item.state === "refused" ? [] : [item.row.athleteId]))
      for (const athleteId of new Set(athleteIds)) {
        // Among them may be what an earlier fault left: whoever has the turn decides all that waits.
        const pending = await logged.listPendingOf(athleteId)
        if (pending.length > 0) await decideEntries(parts, athleteId, pending)
      }
      const submitted: Submitted[] = []
      for (const item of recorded)
        submitted.push(
          item.state === "refused" ? item : { ...item, decision: await decisions.findFirstOf(item.row.id) },
        )
      return submitted
    },
  )
}

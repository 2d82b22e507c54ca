import { noAthlete } from "../access/reach.ts"
import type { Erased } from "../store/erasure.ts"
import type { TenantParts } from "../tenantParts.ts"

/** A larger store is not rewritten while the server answers: that would stop it for more than a few seconds. */
const mostScrubbedBytes = 256 * 1024 * 1024

export interface Erasure extends Erased {
  /** Whether the freed places of the files were rewritten as well; if not, `barometer compact` does it. */
  readonly scrubbed: boolean
}

/**
 * Erases everything of an athlete: log, decisions, overrides, links, keys, the account, and in the audit chain whatever was
 * said of the athlete, which it records. Refused as not found when there is no such athlete.
 */
export async function eraseAthlete(parts: TenantParts, athleteId: string): Promise<Erasure> {
  const { store, tenant, actor } = parts
  return await parts.turns.take([athleteId], async () => {
    if (!(await store.of(tenant).athletes.exists(athleteId))) throw noAthlete()
    const at = parts.clock().toISOString()
    const erased = await store.inTransaction(tenant, async ({ erasure, audit }) => {
      const counts = await erasure.eraseAthlete(athleteId)
      await audit.erase(athleteId, { at, actor, details: counts })
      return counts
    })
    parts.logs.forget(athleteId)
    await store.of(tenant).erasure.deleteResponses(athleteId)
    return { ...erased, scrubbed: await store.scrub(mostScrubbedBytes) }
  })
}

import type { AthleteRow } from "../store/athletes.ts"
import type { DecisionRow, DecisionPosition } from "../store/decisions.ts"
import type { EntryRow } from "../store/entries.ts"
import type { TenantStore } from "../store/store.ts"

/** Rows read at once: what is streamed is never in memory as a whole. */
const together = 200

/** Every athlete of the tenant, by id. */
export async function* everyAthlete({ athletes }: TenantStore): AsyncGenerator<AthleteRow> {
  for (let after = ""; ;) {
    const rows = await athletes.list(after, together)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.id
  }
}

/** Everything logged of an athlete, in order of arrival. */
export async function* everyEntry({ entries }: TenantStore, athleteId: string): AsyncGenerator<EntryRow> {
  for (let after = 0; ;) {
    const rows = await entries.listSome(athleteId, after, together)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.sequence
  }
}

/** Everything decided about an athlete, by date, phase and record. */
export async function* everyDecision({ decisions }: TenantStore, athleteId: string): AsyncGenerator<DecisionRow> {
  for (let after: DecisionPosition | undefined; ;) {
    const rows = await decisions.listRecords(athleteId, after, together)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined) return
    after = last
  }
}

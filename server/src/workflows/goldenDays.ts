import { setImmediate as nextTurn } from "node:timers/promises"
import { decide, type Phase, type Ruleset } from "@barometer/engine/readiness"
import { noAthlete, reachesAthlete } from "../access/reach.ts"
import { AppError } from "../errors.ts"
import { listInForce, subjectsAt } from "../overridesInForce.ts"
import type { GoldenDayRow } from "../store/goldenDays.ts"
import type { TenantParts } from "../tenantParts.ts"

/** What a ruleset says of a golden day, beside what is expected. */
export interface GoldenDayReport {
  readonly day: GoldenDayRow
  /** Whether the principal may know whose day it is. */
  readonly isInReach: boolean
  readonly verdict: string
  readonly decidedBy: string | null
  readonly holds: boolean
}

export interface NewGoldenDay {
  readonly athleteId: string
  readonly localDate: string
  readonly phase: Phase
  readonly verdict: string
  readonly decidedBy: string | null
  readonly note: string
}

/** Each is decided at every check and publication, so there is an end to them. */
const mostGoldenDays = 200

/** Pins a day's verdict to a ruleset. Refused for an athlete who is not known, and for a day that is pinned already. */
export async function pinGoldenDay(parts: TenantParts, rulesetId: string, day: NewGoldenDay): Promise<GoldenDayRow> {
  const row = {
    ...day,
    id: parts.newId(),
    rulesetId,
    author: parts.actor,
    createdAt: parts.clock().toISOString(),
  }
  if (!(await reachesAthlete(parts, parts.reach, day.athleteId))) throw noAthlete()
  await parts.store.inTransaction(parts.tenant, async (tables) => {
    if (!(await tables.athletes.exists(day.athleteId))) throw noAthlete()
    const pinned = await tables.goldenDays.list(rulesetId)
    if (pinned.length >= mostGoldenDays)
      throw new AppError(
        "invalidInput",
        `found ${pinned.length} golden days; expected at most ${mostGoldenDays} of a ruleset`,
      )
    if (!(await tables.goldenDays.insert(row)))
      throw new AppError(
        "alreadyPinned",
        "this date and phase of the athlete is a golden day already; unpin that first",
      )
    await tables.audit.append(toChange(row, "goldenDay.pinned", row.createdAt, parts.actor))
  })
  return row
}

/** The ruleset's golden days within reach. */
export async function listGoldenDays(parts: TenantParts, rulesetId: string): Promise<readonly GoldenDayRow[]> {
  const within: GoldenDayRow[] = []
  for (const row of await parts.store.of(parts.tenant).goldenDays.list(rulesetId))
    if (await reachesAthlete(parts, parts.reach, row.athleteId)) within.push(row)
  return within
}

/** Takes a golden day away; not found when it is another ruleset's or out of reach. */
export async function unpinGoldenDay(parts: TenantParts, rulesetId: string, id: string): Promise<void> {
  const at = parts.clock().toISOString()
  const row = await parts.store.of(parts.tenant).goldenDays.find(id)
  const notFound = () => new AppError("notFound", "found no golden day of this ruleset with this id")
  if (row?.rulesetId !== rulesetId || !(await reachesAthlete(parts, parts.reach, row.athleteId))) throw notFound()
  await parts.store.inTransaction(parts.tenant, async (tables) => {
    if (!(await tables.goldenDays.delete(id))) throw notFound()
    await tables.audit.append(toChange(row, "goldenDay.removed", at, parts.actor))
  })
}

/** Decides every golden day of the ruleset's id, with the overrides in force on it; other requests have their turn between days. */
export async function runGoldenDays(parts: TenantParts, ruleset: Ruleset): Promise<readonly GoldenDayReport[]> {
  const tables = parts.store.of(parts.tenant)
  const reports: GoldenDayReport[] = []
  for (const day of await tables.goldenDays.list(ruleset.id)) {
    await nextTurn()
    const { log } = await parts.logs.read(day.athleteId)
    const asOf = { localDate: day.localDate, phase: day.phase }
    const rows = await tables.overrides.listOf(subjectsAt(log, asOf))
    const overrides = listInForce(rows, { id: ruleset.id, ruleset }, day.localDate)
    const { verdict, decidedBy } = await decide({ log, ruleset, overrides, asOf, evaluator: "compiled" })
    reports.push({
      day,
      isInReach: await reachesAthlete(parts, parts.reach, day.athleteId),
      verdict,
      decidedBy,
      holds: verdict === day.verdict && decidedBy === day.decidedBy,
    })
  }
  return reports
}

function toChange(row: GoldenDayRow, action: string, at: string, actor: string) {
  const { id, rulesetId, athleteId, localDate, phase, verdict, decidedBy, note } = row
  const details = { rulesetId, localDate, phase, verdict, decidedBy, note }
  return { at, actor, action, subject: `goldenDay:${id}`, athleteId, details }
}

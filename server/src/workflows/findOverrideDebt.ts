import { setImmediate as nextTurn } from "node:timers/promises"
import { type AsOf, type AthleteLog, evaluateSituation, type Ruleset, situationOf } from "@barometer/engine/readiness"
import type { Override, RulesOutcome } from "@barometer/engine/rules"
import { reachesSubject } from "../access/reach.ts"
import { rulesetFor } from "../assignedRulesets.ts"
import { isInForce, listInForce, subjectsAt } from "../overridesInForce.ts"
import { todayOf } from "../refuseOtherDay.ts"
import type { OverrideRow } from "../store/overrides.ts"
import type { TenantParts } from "../tenantParts.ts"

/** What became of an override that was looked at. */
export interface LookedAt {
  readonly row: OverrideRow
  /** Days on which it held and something was decided; none of them differs without it, where it is debt. */
  readonly days: number
  readonly athletes: number
  readonly changesSomething: boolean
}

/** Of each override, the latest decisions are looked at, so that asking costs seconds at most. */
const mostMoments = 200
const mostAthletes = 50

/**
 * Some of the overrides that hold today, in the order they were made, each with whether any decision since it began would
 * differ without it: its verdict, the rule that gave it, or a finding. One that changes nothing is debt.
 */
export async function findOverrideDebt(
  parts: TenantParts,
  after: number,
  limit: number,
): Promise<{ readonly looked: readonly LookedAt[]; readonly next: number | undefined }> {
  const rows = await parts.store.of(parts.tenant).overrides.listAll(after, limit)
  const looked: LookedAt[] = []
  for (const row of rows)
    if (row.retiredAt === null && (await reachesSubject(parts, row))) looked.push(await lookAt(parts, row))
  return { looked, next: rows.length < limit ? undefined : rows.at(-1)?.sequence }
}

async function lookAt(parts: TenantParts, row: OverrideRow): Promise<LookedAt> {
  const days = new Set<string>()
  const athletes = new Set<string>()
  for (const athleteId of await athletesOf(parts, row)) {
    const { log } = await parts.logs.read(athleteId)
    for (const asOf of await momentsOf(parts, row, athleteId)) {
      if (days.size >= mostMoments) break
      // Each costs a millisecond or more.
      await nextTurn()
      const compared = await compareAt(parts, row, log, asOf)
      if (compared === "notInForce") continue
      days.add(`${athleteId} ${asOf.localDate}`)
      athletes.add(athleteId)
      if (compared === "differs") return { row, days: days.size, athletes: athletes.size, changesSomething: true }
    }
  }
  return { row, days: days.size, athletes: athletes.size, changesSomething: false }
}

async function athletesOf(parts: TenantParts, { layer, subject }: OverrideRow): Promise<readonly string[]> {
  if (layer === "athlete") return [subject]
  const { athletes } = parts.store.of(parts.tenant)
  return (await athletes.list("", mostAthletes, { to: "teams", teams: [subject] })).map(({ id }) => id)
}

/** The moments decided at since the override began, the latest first. */
async function momentsOf(parts: TenantParts, row: OverrideRow, athleteId: string): Promise<readonly AsOf[]> {
  const range = { from: row.from, to: row.until ?? todayOf(parts) }
  const standing = await parts.store.of(parts.tenant).decisions.listStanding(athleteId, range)
  const moments = new Map(
    standing.map(({ localDate, phase }): [string, AsOf] => [`${localDate} ${phase}`, { localDate, phase }]),
  )
  return [...moments.values()].toReversed().slice(0, mostMoments)
}

async function compareAt(
  parts: TenantParts,
  row: OverrideRow,
  log: AthleteLog,
  asOf: AsOf,
): Promise<"notInForce" | "differs" | "same"> {
  const subjects = subjectsAt(log, asOf)
  const published = await rulesetFor(parts, subjects, asOf.localDate)
  if (subjects[row.layer] !== row.subject || !isInForce(row, published, asOf.localDate)) return "notInForce"
  const rows = await parts.store.of(parts.tenant).overrides.listOf(subjects)
  const others = rows.filter(({ id }) => id !== row.id)
  const decideWith = (some: readonly OverrideRow[]) =>
    outcomeOf(log, published.ruleset, listInForce(some, published, asOf.localDate), asOf)
  return toText(decideWith(rows)) === toText(decideWith(others)) ? "same" : "differs"
}

function outcomeOf(log: AthleteLog, ruleset: Ruleset, overrides: readonly Override[], asOf: AsOf): RulesOutcome {
  return evaluateSituation(situationOf({ log, ruleset, overrides, asOf }))
}

/** What a person would see differ: the verdict, the rule that gave it, and every finding. */
function toText({ verdict, decidedBy, results }: RulesOutcome): string {
  return JSON.stringify([verdict, decidedBy, [...results]])
}

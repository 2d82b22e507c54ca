import { viewAt, type AsOf, type AthleteLog } from "@barometer/engine/readiness"
import { layer, type Layered, type Override, parseOverrides, type Problem } from "@barometer/engine/rules"
import type { PublishedRuleset } from "./rulesetLibrary.ts"
import type { OverrideRow, Subjects } from "./store/overrides.ts"

/** A ruleset, published or not yet, under the id that overrides name it by. */
export type RulesetNamed = Pick<PublishedRuleset, "id" | "ruleset">

/** The override as the engine reads it. Retiring changes nothing of it, so the hash that decisions name it by stays. */
export function toOverride({ layer: layerName, subject, from, until, payload, author, reason }: OverrideRow): Override {
  return {
    layer: layerName,
    subject,
    from,
    ...(until !== null && { until }),
    // A payload was part of an override when it was stored.
    ...(JSON.parse(payload) as Pick<Override, "thresholds" | "disabled">),
    ...(author !== null && { author }),
    reason,
  }
}

/** Whether the override holds on the date, as known now: not retired, and fit for the ruleset as it is published. */
export function isInForce(row: OverrideRow, published: RulesetNamed, localDate: string): boolean {
  return (
    row.rulesetId === published.id &&
    row.from <= localDate &&
    (row.until === null || localDate <= row.until) &&
    (row.retiredFrom === null || localDate < row.retiredFrom) &&
    misfitsOf(row, published).length === 0
  )
}

/** Why the override of an earlier version cannot hold for this one: a threshold that is gone, bounds that became narrower. */
export function misfitsOf(row: OverrideRow, published: RulesetNamed): readonly Problem[] {
  const parsed = parseOverrides([toOverride(row)], published.ruleset)
  return parsed.ok
    ? []
    : parsed.problems.map(({ pointer, ...rest }) => ({ pointer: pointer.slice("/0".length), ...rest }))
}

/** The overrides in force on the date, in the order they were made. */
export function listInForce(
  rows: readonly OverrideRow[],
  published: RulesetNamed,
  localDate: string,
): readonly Override[] {
  return rows.filter((row) => isInForce(row, published, localDate)).map(toOverride)
}

/** The athlete of a log and the team that the log names, as a decision at the moment sees it. */
export function subjectsAt(log: AthleteLog, asOf: AsOf): Subjects {
  return { athlete: log.athleteId, team: viewAt(log, asOf).team }
}

/** Thresholds and rules as they hold for the subjects on a date, each with the layer that it comes from. */
export function layersOn(
  published: RulesetNamed,
  overrides: readonly Override[],
  { athlete = "", team }: Subjects,
  localDate: string,
): Layered {
  return layer(published.ruleset, overrides, { localDate, athlete, team })
}

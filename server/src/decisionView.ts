import { decisionSchema, traceOf, type Decision } from "@barometer/engine/readiness"
import { layer, type Override } from "@barometer/engine/rules"
import { z } from "zod"
import type { RulesetLibrary } from "./rulesetLibrary.ts"
import type { DecisionRow } from "./store/decisions.ts"

/** A decision as the API answers it: the record, what it recomputes, and where to read on. */
export const decisionViewSchema = decisionSchema
  .extend({
    id: z.string(),
    checkInId: z.string(),
    recomputes: z
      .object({ of: z.string() })
      .nullable()
      .describe("The earlier decision that this one recomputes; that one stays as it was."),
    _links: z.object({ self: z.string(), replay: z.string(), receipt: z.string(), counterfactuals: z.string() }),
  })
  .meta({ id: "RecordedDecision" })
export type DecisionView = z.infer<typeof decisionViewSchema>

/** The decision without its trace, which is some 10 kB and is read from `_links.self`. */
export function toDecisionView(row: DecisionRow): DecisionView {
  return {
    ...recordOf(row),
    id: row.id,
    checkInId: row.entryId,
    recomputes: row.recomputes === null ? null : { of: row.recomputes },
    _links: linksOf(row.id),
  }
}

/** The decision with its trace, rebuilt from the record, the ruleset and the overrides that decided it. */
export async function toTracedView(row: DecisionRow, rulesets: RulesetLibrary): Promise<DecisionView> {
  const published = await rulesets.find({ id: row.rulesetId, version: row.rulesetVersion })
  const view = toDecisionView(row)
  if (published === undefined) return view
  const overrides = overridesOf(row)
  const team = overrides.find((override) => override.layer === "team")?.subject
  const { disabled } = layer(published.ruleset, overrides, { localDate: row.localDate, athlete: row.athleteId, team })
  return { ...view, trace: [...traceOf(recordOf(row), published.ruleset, disabled)] }
}

/** What was recorded; a record was a decision when it was stored, so it is not checked again. */
export function recordOf(row: DecisionRow): Decision {
  return JSON.parse(row.record) as Decision
}

/** The overrides that the decision was made with; they were overrides when they were stored, so they are not checked again. */
export function overridesOf(row: DecisionRow): readonly Override[] {
  return JSON.parse(row.overrides) as readonly Override[]
}

export function linksOf(id: string) {
  const self = `/api/decisions/${id}`
  return { self, replay: `${self}/replay`, receipt: `${self}/receipt`, counterfactuals: `${self}/counterfactuals` }
}

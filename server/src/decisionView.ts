import { decisionSchema, traceOf, type Decision } from "@barometer/engine/readiness"
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

/** The decision with its trace, rebuilt from the record and the ruleset that decided it. */
export function toTracedView(row: DecisionRow, rulesets: RulesetLibrary): DecisionView {
  const published = rulesets.find({ id: row.rulesetId, version: row.rulesetVersion })
  const view = toDecisionView(row)
  return published === undefined ? view : { ...view, trace: [...traceOf(recordOf(row), published.ruleset)] }
}

/** What was recorded; a record was a decision when it was stored, so it is not checked again. */
export function recordOf(row: DecisionRow): Decision {
  return JSON.parse(row.record) as Decision
}

export function linksOf(id: string) {
  const self = `/api/decisions/${id}`
  return { self, replay: `${self}/replay`, receipt: `${self}/receipt`, counterfactuals: `${self}/counterfactuals` }
}

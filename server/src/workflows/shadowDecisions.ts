import { decide, type AsOf, type AthleteLog } from "@barometer/engine/readiness"
import type { Challenger } from "../assignedRulesets.ts"
import { listInForce } from "../overridesInForce.ts"
import type { NewDecision } from "../store/decisions.ts"
import type { OverrideRow } from "../store/overrides.ts"
import type { NewShadow } from "../store/shadowDecisions.ts"

/** What the challenger says at the same moment from the same log; whatever befalls it is its own fault and nobody else's. */
export async function decideInShadow(
  challenger: Challenger,
  champion: NewDecision,
  question: { readonly log: AthleteLog; readonly asOf: AsOf; readonly overrides: readonly OverrideRow[] },
): Promise<NewShadow> {
  const { published, assignmentId } = challenger
  const beside = {
    assignmentId,
    decisionId: champion.id,
    athleteId: champion.athleteId,
    localDate: champion.localDate,
    phase: champion.phase,
    championVerdict: champion.verdict,
    championDecidedBy: champion.decidedBy,
    rulesetId: published.id,
    version: published.version,
    decidedAt: champion.decidedAt,
  }
  try {
    const overrides = listInForce(question.overrides, published, question.asOf.localDate)
    const { log, asOf } = question
    const { verdict, decidedBy } = await decide({
      log,
      ruleset: published.ruleset,
      overrides,
      asOf,
      evaluator: "compiled",
    })
    const outcome =
      verdict !== champion.verdict ? "otherVerdict" : decidedBy !== champion.decidedBy ? "otherRule" : "same"
    return { ...beside, verdict, decidedBy, outcome }
  } catch (error) {
    const told = error instanceof Error ? error.stack : String(error)
    console.error(
      JSON.stringify({ level: "error", assignmentId, challenger: `${published.id}@${published.version}`, error: told }),
    )
    return { ...beside, verdict: null, decidedBy: null, outcome: "fault" }
  }
}

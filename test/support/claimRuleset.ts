import type { Ruleset } from "@barometer/engine/readiness"
import { parsedRuleset, rulesetDocument } from "./loadRuleset.ts"

/**
 * A claim to do without, so that its tests can be seen to fail: `test/claims/run.ts` sets it, and nothing but the tests of
 * the claims ever reads it.
 */
const without = process.env.WITHOUT_CLAIM

/** A shipped ruleset; without a claim, all that carries it in the ruleset is taken out. */
export function rulesetForClaims(id = "push-or-back-off"): Ruleset {
  return parsedRuleset(without === undefined ? rulesetDocument(id) : withoutClaim(rulesetDocument(id), without))
}

/** A log line; without the claim that it is there for, its field is taken out. */
export function entryForClaims(json: Readonly<Record<string, unknown>>): unknown {
  if (without !== "C21") return json
  const { ownCall: _, ...rest } = json
  return rest
}

/** Never true: no moment is two phases. */
const impossible = {
  all: [
    { fact: "phase", operator: "equal", value: "morning" },
    { fact: "phase", operator: "equal", value: "postSession" },
  ],
}

/** Signals that are shown and ruled on by nothing, by the claim they are there for. */
const shownSignals: Readonly<Record<string, readonly string[]>> = {
  C14: ["deloadResponse"],
  C19: ["productiveShare12"],
}

function withoutClaim(document: unknown, claim: string): unknown {
  const { rules, signals, ...rest } = document as {
    rules: { claims?: string[]; event: { params: object } }[]
    signals: Record<string, unknown>
  }
  const shown = shownSignals[claim] ?? []
  return {
    ...rest,
    signals: Object.fromEntries(Object.entries(signals).filter(([name]) => !shown.includes(name))),
    rules: rules.map((rule) => (rule.claims?.includes(claim) === true ? { ...rule, conditions: impossible } : rule)),
  }
}

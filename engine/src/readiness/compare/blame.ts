import type { RulesOutcome } from "../../rules/evaluate.ts"
import { type Edit, applyEdits } from "./edits.ts"
import { type SharedMoment, type Side, decideDay } from "./side.ts"

/** The fewest edits that, applied to A alone, give B's verdict of the day; `several` where it takes more than two. */
export type Blame = readonly Edit[] | "several"

/** A day on which two sides differ, with what each made of it. */
export interface FlippedDay {
  readonly athleteId: string
  readonly moments: readonly SharedMoment[]
  readonly a: RulesOutcome
  readonly b: RulesOutcome
}

/** Pairs are tried among at most this many edits; beyond it the answer is `several`. */
const mostInPairs = 32

/**
 * Which edits make a flip: single ones first, then pairs of those that have a hand in the day. Among equals, the one
 * that also gives B's deciding rule, then the first.
 */
export function blameOf(a: Side, b: Side, edits: readonly Edit[], day: FlippedDay): Blame {
  const singles = edits.filter(canFlip(a, b, edits, day)).map((edit) => [edit])
  const single = bestOf(a, b, singles, day)
  if (single !== undefined) return single
  const involved = edits.filter((edit) => hasHand(edit, day))
  if (involved.length > mostInPairs) return "several"
  const pairs = involved.flatMap((one, index) => involved.slice(index + 1).map((other) => [one, other]))
  return bestOf(a, b, pairs, day) ?? "several"
}

function bestOf(
  a: Side,
  b: Side,
  candidates: readonly (readonly Edit[])[],
  { athleteId, moments, b: wanted }: FlippedDay,
): readonly Edit[] | undefined {
  let found: readonly Edit[] | undefined
  for (const edits of candidates) {
    const edited = applyEdits(a, b, edits)
    const outcome = edited === undefined ? undefined : decideDay(edited, athleteId, moments, edited.off)
    if (outcome?.verdict !== wanted.verdict) continue
    if (outcome.decidedBy === wanted.decidedBy) return edits
    found ??= edits
  }
  return found
}

/**
 * Leaves out single edits that surely change nothing, as trying each is most of what a comparison costs. Holds for days
 * with one moment, on which no earlier verdict enters: taking out a verdict rule matters only if it decided; a finding
 * only if it was not false; and what a rule would say if it alone were added is the same beside others of its stage.
 */
function canFlip(a: Side, b: Side, edits: readonly Edit[], day: FlippedDay): (edit: Edit) => boolean {
  if (day.moments.length > 1) return () => true
  const findings = new Set(
    [...a.ruleset.rules, ...b.ruleset.rules].flatMap(({ name, event }) => (event.type === "finding" ? [name] : [])),
  )
  const added = edits.filter((edit) => edit.kind === "rule" && edit.change === "added")
  const resultsWith = (isFinding: boolean) => {
    const chosen = added.filter((edit) => edit.kind === "rule" && findings.has(edit.name) === isFinding)
    const edited = chosen.length === 0 ? undefined : applyEdits(a, b, chosen)
    return edited === undefined ? undefined : decideDay(edited, day.athleteId, day.moments, edited.off)?.results
  }
  const [ofFindings, ofVerdicts] = [resultsWith(true), resultsWith(false)]
  return (edit) => {
    if (edit.kind !== "rule" || edit.change === "changed") return true
    if (edit.change === "added")
      return findings.has(edit.name) ? ofFindings?.get(edit.name) !== false : ofVerdicts?.get(edit.name) === true
    return findings.has(edit.name) ? day.a.results.get(edit.name) !== false : edit.name === day.a.decidedBy
  }
}

/** A rule that is certainly false on either side that has it changes nothing there; every other edit may. */
function hasHand(edit: Edit, { a, b }: FlippedDay): boolean {
  if (edit.kind !== "rule") return true
  return (a.results.get(edit.name) ?? false) !== false || (b.results.get(edit.name) ?? false) !== false
}

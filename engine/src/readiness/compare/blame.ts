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
  const singles = edits.map((edit) => [edit])
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

/** A rule that is certainly false on either side that has it changes nothing there; every other edit may. */
function hasHand(edit: Edit, { a, b }: FlippedDay): boolean {
  if (edit.kind !== "rule") return true
  return (a.results.get(edit.name) ?? false) !== false || (b.results.get(edit.name) ?? false) !== false
}

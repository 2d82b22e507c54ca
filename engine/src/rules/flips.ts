import { z } from "zod"
import { evaluateCompiled, evaluateWithEngine, type RulesInput, type RulesOutcome } from "./evaluate.ts"
import type { FactDeclaration, FactDeclarations, FactScalar } from "./facts.ts"
import { leavesOf } from "./normalise.ts"
import { labelOf } from "./phrase.ts"
import { roundTo6 } from "./rounding.ts"
import type { RulesetBase } from "./schema.ts"

const scalarSchema = z.union([z.number(), z.string(), z.boolean()])
export const flipSchema = z
  .strictObject({
    of: z.enum(["signal", "threshold"]),
    name: z.string(),
    label: z.string(),
    unit: z.string(),
    from: scalarSchema,
    to: scalarSchema,
    by: z.number().nonnegative().describe("Size of the change in the unit; 1 for a word or a yes/no."),
    share: z
      .number()
      .nonnegative()
      .describe("The change as a share of the range it may take, by which changes of different units are ordered."),
    verdict: z.string(),
    decidedBy: z.string().nullable(),
  })
  .meta({ id: "Flip" })
/** One change of one number that turns the verdict, and what it turns into. */
export type Flip = Readonly<z.infer<typeof flipSchema>>

/** Called between steps of a long search, so that whoever waits can be let go first. */
export type Pause = () => Promise<void>

/**
 * For each known fact that rules read, its smallest change alone that turns the verdict, the smallest first. Exact at
 * the resolution of facts (1e-6, or 1 for counts): between two neighbouring lines that a fact is compared with nothing
 * can change. Each is found on the closures and confirmed on json-rules-engine.
 */
export async function smallestFactFlips(
  ruleset: RulesetBase,
  input: RulesInput,
  declarations: FactDeclarations,
  pause?: Pause,
): Promise<readonly Flip[]> {
  const base = evaluateCompiled(ruleset, input)
  const lines = comparisonLines(ruleset, base)
  const words = { declarations: new Map(Object.entries(declarations)), thresholds: input.thresholds }
  const flips: Flip[] = []
  for (const [name, declaration] of Object.entries(declarations)) {
    const fact = input.facts.get(name)
    if (fact?.known !== true || typeof fact.value === "object" || !lines.has(name)) continue
    await pause?.()
    const from = fact.value
    for (const to of candidates(from, declaration, lines.get(name) ?? [])) {
      const changed: RulesInput = { ...input, facts: new Map([...input.facts, [name, { known: true, value: to }]]) }
      if (evaluateCompiled(ruleset, changed).verdict === base.verdict) continue
      const confirmed = await evaluateWithEngine(ruleset, changed)
      if (confirmed.verdict !== base.verdict)
        flips.push(toFlip("signal", name, { ...declaration, label: labelOf(name, words) }, from, to, confirmed))
      break
    }
  }
  return flips.toSorted(bySize)
}

/**
 * For each threshold, its smallest move alone, in its own steps and within its bounds, that turns the verdict.
 * `evaluateAt` decides with the moved value, deriving again whatever depends on it.
 */
export async function smallestThresholdFlips(
  ruleset: RulesetBase,
  thresholds: ReadonlyMap<string, number>,
  verdict: string,
  evaluateAt: (name: string, value: number) => RulesOutcome,
  pause?: Pause,
): Promise<readonly Flip[]> {
  const flips: Flip[] = []
  for (const [name, threshold] of Object.entries(ruleset.thresholds)) {
    const from = thresholds.get(name) ?? threshold.value
    for (const to of stepsAround(from, threshold)) {
      await pause?.()
      const outcome = evaluateAt(name, to)
      if (outcome.verdict === verdict) continue
      const declaration: FactDeclaration = {
        type: "number",
        label: threshold.label,
        unit: threshold.unit,
        range: [threshold.min, threshold.max],
      }
      flips.push(toFlip("threshold", name, declaration, from, to, outcome))
      break
    }
  }
  return flips.toSorted(bySize)
}

/** Every value that a fact is compared with somewhere in the rules, as it stands on that day. */
function comparisonLines(ruleset: RulesetBase, { facts }: RulesOutcome): ReadonlyMap<string, readonly FactScalar[]> {
  const lines = new Map<string, FactScalar[]>()
  const add = (name: string, values: readonly FactScalar[]) => lines.set(name, [...(lines.get(name) ?? []), ...values])
  for (const rule of ruleset.rules)
    for (const { fact, value } of leavesOf(rule.conditions, ruleset.conditions))
      if (typeof value !== "object") add(fact, [value])
      else if ("fact" in value) {
        const other = facts.get(value.fact)
        const left = facts.get(fact)
        add(fact, other?.known === true ? [other.value] : [])
        add(value.fact, left?.known === true ? [left.value] : [])
      } else add(fact, value)
  return lines
}

/** The values worth trying, the nearest first. */
function candidates(
  from: number | string | boolean,
  declaration: FactDeclaration,
  lines: readonly FactScalar[],
): readonly (number | string | boolean)[] {
  if (typeof from === "boolean") return [!from]
  if (typeof from === "string") {
    const words = declaration.words ?? lines.filter((line) => typeof line === "string")
    return [...new Set(words)].filter((word) => word !== from)
  }
  const resolution = declaration.whole === true ? 1 : 1e-6
  const [low, high] = declaration.range ?? [-Infinity, Infinity]
  const values = lines
    .filter((line) => typeof line === "number")
    .flatMap((line) =>
      declaration.whole === true
        ? [Math.floor(line) - 1, Math.floor(line), Math.ceil(line), Math.ceil(line) + 1]
        : [line - resolution, line, line + resolution],
    )
    .map(roundTo6)
    .filter((value) => value !== from && value >= low && value <= high)
  return [...new Set(values)].toSorted((a, b) => Math.abs(a - from) - Math.abs(b - from) || a - b)
}

/** A threshold's grid from its present value outwards, the nearer first; the bounds end the grid on either side. */
function* stepsAround(from: number, { min, max, step }: RulesetBase["thresholds"][string]): Generator<number> {
  const down = Math.floor((from - min) / step + 1e-9)
  const up = Math.floor((max - from) / step + 1e-9)
  for (let k = 1; k <= Math.max(down, up) && k <= 1_000; k++) {
    if (k <= down) yield roundTo6(from - k * step)
    if (k <= up) yield roundTo6(from + k * step)
  }
}

function toFlip(
  of: Flip["of"],
  name: string,
  declaration: FactDeclaration,
  from: Flip["from"],
  to: Flip["to"],
  outcome: RulesOutcome,
): Flip {
  const by = typeof from === "number" && typeof to === "number" ? roundTo6(Math.abs(to - from)) : 1
  const [low, high] = declaration.range ?? [0, 0]
  const share =
    typeof from === "number" ? roundTo6(high > low ? by / (high - low) : by / Math.max(Math.abs(from), 1)) : 1
  return {
    of,
    name,
    label: declaration.label,
    unit: declaration.unit ?? "",
    from,
    to,
    by,
    share,
    verdict: outcome.verdict,
    decidedBy: outcome.decidedBy,
  }
}

function bySize(a: Flip, b: Flip): number {
  return a.share - b.share || (a.name < b.name ? -1 : 1)
}

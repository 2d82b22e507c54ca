import type { FactDeclarations } from "./facts.ts"
import { referencesIn } from "./normalise.ts"
import { programOf } from "./program.ts"
import { toPointer } from "./result.ts"
import type { RulesetBase } from "./schema.ts"

/** Something a ruleset's author would want to know; nothing that stops it from running. */
export interface Lint {
  readonly pointer: string
  readonly code: string
  readonly message: string
}

/** Lints of a parsed ruleset: what nothing reads, what is missing for a reader, and ties that only caution breaks. */
export function lintRuleset(ruleset: RulesetBase, declarations: FactDeclarations, thresholdsReadByDomain: ReadonlySet<string> = new Set()): readonly Lint[] {
  const { factsReadBy } = programOf(ruleset)
  const read = new Set([...factsReadBy.values()].flatMap((names) => [...names]))
  const at = (path: readonly PropertyKey[], code: string, message: string): Lint => ({ pointer: toPointer(path), code, message })
  const lints: Lint[] = []
  for (const name of Object.keys(ruleset.thresholds))
    if (!read.has(`threshold.${name}`) && !thresholdsReadByDomain.has(name)) lints.push(at(["thresholds", name], "unusedThreshold", `nothing reads threshold \`${name}\``))
  const referenced = new Set(ruleset.rules.flatMap(({ conditions }) => [...referencesIn(conditions)]))
  for (const condition of Object.values(ruleset.conditions ?? {})) for (const name of referencesIn(condition)) referenced.add(name)
  for (const name of Object.keys(ruleset.conditions ?? {})) if (!referenced.has(name)) lints.push(at(["conditions", name], "unusedCondition", `no rule refers to condition \`${name}\``))
  const advised = new Set(ruleset.rules.map(({ event }) => event.params.advice))
  for (const name of Object.keys(ruleset.advice))
    if (!advised.has(name) && !ruleset.outcomes.includes(name)) lints.push(at(["advice", name], "unusedAdvice", `no rule gives advice \`${name}\``))
  for (const name of Object.keys(declarations))
    if (!read.has(name) && !read.has(`known.${name}`) && "signals" in ruleset) lints.push(at(["signals", name], "unreadSignal", `no rule reads signal \`${name}\`; it is only shown`))
  for (const [index, rule] of ruleset.rules.entries()) {
    if (rule.rationale === undefined) lints.push(at(["rules", index], "noRationale", `rule \`${rule.name}\` gives no rationale`))
    const { event } = rule
    if (event.type === "finding" && event.params.family === undefined && event.params.notice === undefined && !read.has(`finding.${rule.name}`) && !read.has(`known.finding.${rule.name}`))
      lints.push(at(["rules", index], "idleFinding", `finding \`${rule.name}\` has no family and no notice, and no rule reads it`))
    const rival = ruleset.rules.find((other) => other.name < rule.name && other.priority === rule.priority && other.event.type === "verdict" && event.type === "verdict" && other.event.params.verdict !== event.params.verdict)
    if (rival !== undefined) lints.push(at(["rules", index, "priority"], "tie", `rules \`${rival.name}\` and \`${rule.name}\` share priority ${rule.priority}; where both hold, the more cautious decides`))
  }
  return lints
}

import type { FactDeclarations } from "./facts.ts"
import { referencesIn } from "./normalise.ts"
import { programOf } from "./program.ts"
import { toPointer } from "./result.ts"
import type { RulesetBase } from "./schema.ts"

/** Something a ruleset's author would want to know; nothing that stops it from running. */
export interface Lint {
  /** `info` is worth knowing; `warning` is probably a mistake. */
  readonly severity: "info" | "warning"
  readonly pointer: string
  readonly code: string
  readonly message: string
}

/**
 * Lints of a parsed ruleset: what nothing reads, what is missing for a reader, and ties that only caution breaks.
 * `readByDomain` names the thresholds and facts that the domain itself reads, besides the rules.
 */
export function lintRuleset(
  ruleset: RulesetBase,
  declarations: FactDeclarations,
  readByDomain: ReadonlySet<string> = new Set(),
): readonly Lint[] {
  const { factsReadBy } = programOf(ruleset)
  const read = new Set([...factsReadBy.values()].flatMap((names) => [...names]))
  const at = (
    path: readonly PropertyKey[],
    code: string,
    message: string,
    severity: Lint["severity"] = "warning",
  ): Lint => ({ severity, pointer: toPointer(path), code, message })
  const lints: Lint[] = []
  for (const name of Object.keys(ruleset.thresholds))
    if (!read.has(`threshold.${name}`) && !readByDomain.has(`threshold.${name}`))
      lints.push(at(["thresholds", name], "unusedThreshold", `nothing reads threshold \`${name}\``))
  const referenced = new Set(ruleset.rules.flatMap(({ conditions }) => [...referencesIn(conditions)]))
  for (const condition of Object.values(ruleset.conditions ?? {}))
    for (const name of referencesIn(condition)) referenced.add(name)
  for (const name of Object.keys(ruleset.conditions ?? {}))
    if (!referenced.has(name))
      lints.push(at(["conditions", name], "unusedCondition", `no rule refers to condition \`${name}\``))
  const advised = new Set(ruleset.rules.map(({ event }) => event.params.advice))
  for (const name of Object.keys(ruleset.advice))
    if (!advised.has(name) && !ruleset.outcomes.includes(name))
      lints.push(at(["advice", name], "unusedAdvice", `no rule gives advice \`${name}\``))
  for (const name of Object.keys(declarations))
    if (!read.has(name) && !read.has(`known.${name}`) && !readByDomain.has(name))
      lints.push(at([], "unreadFact", `no rule reads \`${name}\`; it is only shown`, "info"))
  for (const [index, rule] of ruleset.rules.entries()) {
    if (rule.rationale === undefined)
      lints.push(at(["rules", index], "noRationale", `rule \`${rule.name}\` gives no rationale`))
    const { event } = rule
    if (
      event.type === "finding" &&
      event.params.family === undefined &&
      event.params.notice === undefined &&
      event.params.ask === undefined &&
      !read.has(`finding.${rule.name}`) &&
      !read.has(`known.finding.${rule.name}`)
    )
      lints.push(
        at(
          ["rules", index],
          "idleFinding",
          `finding \`${rule.name}\` has no family, no notice and no question, and no rule reads it`,
        ),
      )
    const rival = ruleset.rules.find(
      (other) =>
        other.name < rule.name &&
        other.priority === rule.priority &&
        other.event.type === "verdict" &&
        event.type === "verdict" &&
        other.event.params.verdict !== event.params.verdict,
    )
    if (rival !== undefined)
      lints.push(
        at(
          ["rules", index, "priority"],
          "tie",
          `rules \`${rival.name}\` and \`${rule.name}\` share priority ${rule.priority}; where both hold, the more cautious decides`,
        ),
      )
  }
  return lints
}

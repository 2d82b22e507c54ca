import type { Condition } from "@barometer/engine/rules"
import type { RulesetDocument } from "./rulesetDocument.ts"

/** The signal that is first compared with a threshold, whose values belong on its slider; undefined when none is. */
export function comparedSignal(document: RulesetDocument, threshold: string): string | undefined {
  const roots = [...document.rules.map(({ conditions }) => conditions), ...Object.values(document.conditions ?? {})]
  for (const root of roots) {
    const fact = comparedIn(root, `threshold.${threshold}`)
    if (fact !== undefined && Object.hasOwn(document.signals ?? {}, fact)) return fact
  }
  return undefined
}

function comparedIn(condition: Condition, threshold: string): string | undefined {
  if ("fact" in condition) {
    const { value } = condition
    return typeof value === "object" && "fact" in value && value.fact === threshold ? condition.fact : undefined
  }
  if ("not" in condition) return comparedIn(condition.not, threshold)
  if ("condition" in condition) return undefined
  const children = "all" in condition ? condition.all : condition.any
  for (const child of children) {
    const fact = comparedIn(child, threshold)
    if (fact !== undefined) return fact
  }
  return undefined
}

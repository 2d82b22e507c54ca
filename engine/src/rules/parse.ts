import type { z } from "zod"
import { conditionProblems } from "./conditionProblems.ts"
import type { FactDeclarations } from "./facts.ts"
import { hostileProblems, withoutNegativeZero } from "./hostile.ts"
import { parseWith } from "./problems.ts"
import { referenceProblems } from "./references.ts"
import { type Problem, type Result, ok, refuse } from "./result.ts"
import { type RulesetBase, factsRulesetSchema } from "./schema.ts"

/** What a domain adds to the rules' language: the shape of its documents and the facts that they make. */
export interface RulesetDomain<R extends RulesetBase> {
  readonly schema: z.ZodType<R>
  /** The facts rules may read, besides `threshold.…`, `known.…`, `finding.…`, `warningFamilies` and `possibleFamilies`. */
  declareFacts(ruleset: R): FactDeclarations
  /** Anything more that must hold for a document that fits the schema; also which thresholds it reads itself. */
  problems?(ruleset: R): readonly Problem[]
}

/** Rulesets whose facts come ready-made, one row a decision. */
export const factsDomain: RulesetDomain<z.output<typeof factsRulesetSchema>> = {
  schema: factsRulesetSchema,
  declareFacts: (ruleset) =>
    Object.fromEntries(
      Object.entries(ruleset.facts).map(([name, { type, label, unit, range, words }]) => [
        name,
        { type, label, ...(unit && { unit }), ...(range && { range }), ...(words && { words }) },
      ]),
    ),
}

/**
 * Parses an untrusted document into a frozen ruleset, or says everything that is wrong with it. Only what comes out of
 * here may meet json-rules-engine.
 */
export function parseRulesetIn<R extends RulesetBase>(domain: RulesetDomain<R>, json: unknown): Result<R> {
  const hostile = hostileProblems(json)
  if (hostile.length > 0) return refuse(...hostile)
  const structural = conditionProblems(json)
  const parsed = parseWith(domain.schema, withoutNegativeZero(json))
  if (!parsed.ok) {
    // Where the walk has spoken about a condition it speaks more plainly than the schema's union can.
    const covered = (problem: Problem) =>
      structural.length > 0 && /^\/(rules\/\d+\/conditions|conditions\/)/.test(problem.pointer)
    return refuse(...structural, ...parsed.problems.filter((problem) => !covered(problem)))
  }
  const ruleset = parsed.value
  const domainProblems = domain.problems?.(ruleset) ?? []
  // A domain's facts can be declared only when its own definitions hold together.
  if (domainProblems.length > 0) return refuse(...structural, ...domainProblems)
  const problems = [...structural, ...referenceProblems(ruleset, domain.declareFacts(ruleset))]
  return problems.length > 0 ? refuse(...problems) : ok(deepFreeze(ruleset))
}

function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(deepFreeze)
  }
  return value
}

import { leavesOf } from "../rules/normalise.ts"
import type { RulesOutcome } from "../rules/evaluate.ts"
import type { Rule } from "../rules/schema.ts"
import type { Scope } from "./explain/sentences.ts"
import { liftsLoading } from "./liftJoints.ts"
import { type Joint, jointNames } from "./log/schema.ts"
import type { Situation } from "./situation.ts"

const wholeSession: Scope = { session: true, lifts: [], joints: [] }

/**
 * What a rule speaks of. `lifts`: the lifts its signals name. `joints`: the lifts, of those trained in the last 28 days,
 * that load the joints its signals name. `findings`: the union of the scopes of the warning signs that hold. Anything
 * else, or naming nothing: the whole session.
 */
export function scopeOf(rule: Rule | undefined, situation: Situation, outcome: RulesOutcome): Scope {
  const scope = rule?.event.params.scope
  if (rule === undefined || scope === undefined || scope === "session") return wholeSession
  if (scope === "findings")
    return unionOf(
      situation.ruleset.rules
        .filter(
          ({ name, event }) =>
            event.type === "finding" && event.params.family !== undefined && outcome.results.get(name) === true,
        )
        .map((finding) => scopeOf(finding, situation, outcome)),
    )
  const named = subjectsOf(rule, situation)
  if (scope === "lifts")
    return named.lifts.length === 0 ? wholeSession : { session: false, lifts: named.lifts, joints: [] }
  if (named.joints.length === 0) return wholeSession
  return { session: false, joints: named.joints, lifts: liftsLoading(named.joints, trainedLifts(situation)) }
}

function unionOf(scopes: readonly Scope[]): Scope {
  if (scopes.length === 0 || scopes.some(({ session }) => session)) return wholeSession
  return {
    session: false,
    lifts: [...new Set(scopes.flatMap(({ lifts }) => lifts))].sort(),
    joints: [...new Set(scopes.flatMap(({ joints }) => joints))].sort(),
  }
}

/** The joints and lifts named by the signals that a rule reads. */
function subjectsOf(
  rule: Rule,
  { ruleset, signals }: Situation,
): { readonly lifts: readonly string[]; readonly joints: readonly Joint[] } {
  const lifts = new Set<string>()
  const joints = new Set<Joint>()
  for (const { fact } of leavesOf(rule.conditions, ruleset.conditions)) {
    const signal = signals.get(fact)
    if (signal?.known !== true) continue
    for (const lift of signal.evidence.lifts ?? []) lifts.add(lift)
    for (const joint of jointNames) if (signal.evidence.joints?.includes(joint) === true) joints.add(joint)
  }
  return { lifts: [...lifts].sort(), joints: [...joints].sort() }
}

/** Lifts with a working set in the last 28 days, and today's warm-up sets. */
function trainedLifts({ view }: Situation): readonly string[] {
  const lifts = new Set(view.warmupSets.map(({ exercise }) => exercise))
  for (let index = view.sessions.length - 1; index >= 0; index--) {
    const session = view.sessions[index]
    if (session === undefined || session.day < view.today - 28) break
    for (const { exercise } of session.sets) lifts.add(exercise)
  }
  return [...lifts].sort()
}

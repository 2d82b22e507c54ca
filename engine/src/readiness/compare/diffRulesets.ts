import { z } from "zod"
import { phraseContext } from "../../rules/account.ts"
import { differencesBetween } from "../../rules/differences.ts"
import { differenceSentences } from "../../rules/differenceSentences.ts"
import type { Messages } from "../../rules/messages.ts"
import { english } from "../explain/english.ts"
import { type Ruleset, declareFacts } from "../ruleset.ts"
import { type Edit, editsBetween } from "./edits.ts"

export const rulesetDifferenceSchema = z
  .strictObject({
    section: z
      .string()
      .describe("`rules`, `thresholds`, `signals`, `conditions`, `measures`, `advice`, or `document`."),
    name: z.string(),
    change: z.enum(["added", "removed", "changed"]),
    pointer: z.string().describe("Its place in the later ruleset, or in the earlier one when it is gone."),
    before: z.unknown().optional(),
    after: z.unknown().optional(),
    fields: z
      .array(z.strictObject({ pointer: z.string(), before: z.unknown().optional(), after: z.unknown().optional() }))
      .describe("What differs within it, for one that is changed."),
    canTurnVerdicts: z.boolean().describe("False: only wording, advice, or what no rule reads."),
    sentences: z.array(z.string()).describe("What it means, for people."),
  })
  .meta({ id: "RulesetDifference" })
/** A difference between two rulesets, as data and in words. */
export type RulesetDifference = Readonly<z.infer<typeof rulesetDifferenceSchema>>

const sectionOfEdit = {
  threshold: "thresholds",
  rule: "rules",
  signal: "signals",
  condition: "conditions",
  measure: "measures",
} as const satisfies Partial<Record<Edit["kind"], string>>

/** What differs between two readiness rulesets, each with whether it is an edit that can turn a verdict, and in words. */
export function diffRulesets(
  before: Ruleset,
  after: Ruleset,
  messages: Messages = english,
): readonly RulesetDifference[] {
  const edits = editsBetween({ ruleset: before, overrides: [] }, { ruleset: after, overrides: [] })
  const turning = new Set(
    edits.flatMap((edit) =>
      edit.kind === "override"
        ? []
        : edit.kind === "otherwise"
          ? ["document otherwise"]
          : [`${sectionOfEdit[edit.kind]} ${edit.name}`],
    ),
  )
  const context = { before: contextOf(before, messages), after: contextOf(after, messages) }
  return differencesBetween(before, after).map((difference) => ({
    ...difference,
    fields: difference.fields.map((field) => ({ ...field })),
    canTurnVerdicts: turning.has(`${difference.section} ${difference.name}`),
    sentences: [...differenceSentences(difference, context)],
  }))
}

function contextOf(ruleset: Ruleset, messages: Messages) {
  const thresholds = new Map(Object.entries(ruleset.thresholds).map(([name, { value }]) => [name, value]))
  return phraseContext(ruleset, declareFacts(ruleset), thresholds, messages)
}

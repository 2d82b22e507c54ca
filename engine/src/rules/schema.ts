import { z } from "zod"

/** Names of facts, signals, thresholds, named conditions, families, outcomes and advice. */
export const nameSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,63}$/, "a name starts with a lower-case letter and holds letters and digits, at most 64")
  .refine((name) => !forbiddenNames.has(name), "this name is reserved by the language")

/** A rule's id: short and sayable, such as `W3`. */
export const ruleNameSchema = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9]{0,31}$/, "a rule id is 1 to 32 letters and digits, starting with a letter")
  .refine((name) => !forbiddenNames.has(name), "this name is reserved by the language")

/** Dotted fact references: `fatigueZ7`, `threshold.rhrRiseBpm`, `finding.W3`, `known.finding.W3`, `known.hrvCv7`, `earlier.verdict`. */
export const factReferenceSchema = z
  .string()
  .max(160)
  .regex(
    /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z][A-Za-z0-9]*){0,2}$/,
    "a fact is named by letters and digits, its parts joined by dots",
  )

export const forbiddenNames: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"])

export const limits = {
  depth: 12,
  children: 50,
  rules: 200,
  leavesPerRule: 500,
  expandedLeaves: 2_000,
  signals: 200,
  thresholds: 400,
  namedConditions: 100,
  listValues: 200,
} as const

const scalarSchema = z.union([z.number(), z.string().max(200), z.boolean()])

export const operatorNames = [
  "equal",
  "notEqual",
  "lessThan",
  "lessThanInclusive",
  "greaterThan",
  "greaterThanInclusive",
  "in",
  "notIn",
  "contains",
  "doesNotContain",
] as const
export type OperatorName = (typeof operatorNames)[number]

/** A comparison of one fact with a literal, a list of literals (`in`, `notIn`) or another fact. */
export const leafSchema = z
  .strictObject({
    fact: factReferenceSchema,
    operator: z.enum(operatorNames),
    value: z.union([
      scalarSchema,
      z
        .array(z.union([z.number(), z.string().max(200)]))
        .min(1)
        .max(limits.listValues),
      z.strictObject({ fact: factReferenceSchema }),
    ]),
  })
  .meta({ id: "Leaf" })
  .describe('One comparison. The value is a literal, a list of literals (`in`, `notIn`), or `{"fact": name}`.')
export type Leaf = Readonly<z.infer<typeof leafSchema>>

export type Condition =
  | Leaf
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition }
  | { readonly condition: string }

const childrenSchema: z.ZodType<Condition[]> = z.lazy(() => z.array(conditionSchema).min(1).max(limits.children))

/** json-rules-engine's condition language, less everything that could run code, forge a trace or be read two ways. */
export const conditionSchema: z.ZodType<Condition> = z
  .lazy(() =>
    z.union([
      leafSchema,
      z.strictObject({ all: childrenSchema }),
      z.strictObject({ any: childrenSchema }),
      z.strictObject({ not: conditionSchema }),
      z.strictObject({ condition: nameSchema }),
    ]),
  )
  .meta({ id: "Condition" })

/** A rule's root: json-rules-engine wants a group or a reference there, never a bare leaf. */
export const rootConditionSchema = z
  .union([
    z.strictObject({ all: childrenSchema }),
    z.strictObject({ any: childrenSchema }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ condition: nameSchema }),
  ])
  .meta({ id: "RootCondition" })

/** A number a coach may move, in its unit, within its bounds. */
export const thresholdSchema = z
  .strictObject({
    label: z.string().min(1).max(120),
    unit: z.string().max(40),
    value: z.number(),
    min: z.number(),
    max: z.number(),
    step: z.number().positive(),
    rationale: z.string().max(2_000).optional(),
  })
  .meta({ id: "Threshold" })

const findingEventSchema = z.strictObject({
  type: z.literal("finding"),
  params: z.strictObject({
    family: nameSchema
      .optional()
      .describe("Findings of one family count once among the warning signs; none: not a warning."),
    scope: nameSchema.optional().describe("What it speaks of; the domain gives it meaning."),
    advice: nameSchema.optional(),
    notice: z.string().max(400).optional().describe("Shown with every verdict while the finding holds."),
    ask: z.string().max(400).optional().describe("A question to put to the person while the finding holds."),
  }),
})

const verdictEventSchema = z.strictObject({
  type: z.literal("verdict"),
  params: z.strictObject({
    verdict: nameSchema,
    kind: nameSchema.optional(),
    advice: nameSchema.optional(),
    scope: nameSchema.optional(),
    notice: z.string().max(400).optional(),
    ask: z.string().max(400).optional(),
  }),
})

/** One rule, in json-rules-engine's own format: the object is accepted unchanged by `new Rule(…)`. */
export const ruleSchema = z
  .strictObject({
    name: ruleNameSchema,
    title: z.string().min(1).max(120),
    priority: z.int().min(1).max(1_000),
    conditions: rootConditionSchema,
    event: z.discriminatedUnion("type", [findingEventSchema, verdictEventSchema]),
    rationale: z.string().max(2_000).optional(),
    evidence: z
      .enum(["a", "b", "c"])
      .optional()
      .describe("a: tried as a rule; b: observational or survey support; c: a coach's claim or our default."),
    claims: z
      .array(z.string().regex(/^C\d{1,3}$/))
      .max(30)
      .optional(),
    locked: z.boolean().optional().describe("True: no override can switch the rule off."),
  })
  .meta({ id: "Rule" })
export type Rule = Readonly<z.infer<typeof ruleSchema>>

export const adviceSchema = z
  .record(nameSchema, z.union([z.number(), z.string().max(400), z.boolean()]))
  .meta({ id: "Advice" })
export type Advice = Readonly<z.infer<typeof adviceSchema>>

/** A fact of a domain that brings its facts ready-made, one row a decision. */
export const factDeclarationSchema = z
  .strictObject({
    type: z.enum(["number", "word", "yesNo", "words"]),
    label: z.string().min(1).max(120),
    unit: z.string().max(40).optional(),
    range: z.tuple([z.number(), z.number()]).optional(),
    words: z.array(z.string().max(200)).min(1).max(limits.listValues).optional(),
  })
  .meta({ id: "FactDeclaration" })

const idSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "an id is kebab-case")
  .max(64)

/** What every ruleset holds, whatever it speaks of; a domain adds `signals` or the document declares `facts`. */
export const rulesetBaseShape = {
  $schema: z.string().max(200).optional(),
  id: idSchema,
  version: z.int().min(1).max(1_000_000),
  title: z.string().min(1).max(120),
  description: z.string().max(4_000),
  outcomes: z
    .array(nameSchema)
    .min(2)
    .max(12)
    .describe("Most cautious first; a tie between rules goes to the more cautious."),
  thresholds: z.record(nameSchema, thresholdSchema),
  conditions: z.record(nameSchema, rootConditionSchema).optional().describe("Named conditions, shared by rules."),
  rules: z.array(ruleSchema).min(1).max(limits.rules),
  advice: z.record(nameSchema, adviceSchema),
  otherwise: nameSchema.describe("The verdict when no rule gives one."),
} as const

/** A ruleset over fact rows of any domain. */
export const factsRulesetSchema = z
  .strictObject({ ...rulesetBaseShape, facts: z.record(nameSchema, factDeclarationSchema) })
  .meta({ id: "FactsRuleset" })

const rulesetBaseSchema = z.strictObject(rulesetBaseShape)
/** The part of a ruleset that this half reads. */
export type RulesetBase = Readonly<z.infer<typeof rulesetBaseSchema>>

import { z } from "zod"
import { ruleNameSchema } from "./schema.ts"

/** A truth value as JSON. */
export const triSchema = z.union([z.literal(true), z.literal(false), z.literal("unknown")])

/** How far a comparison is from turning, in the fact's unit: `short` of being true, or `beyond` the line while true. */
export const marginSchema = z
  .strictObject({
    fact: z.string(),
    by: z.number().nonnegative(),
    unit: z.string(),
    side: z.enum(["short", "beyond"]),
  })
  .meta({ id: "Margin" })
export type Margin = Readonly<z.infer<typeof marginSchema>>

const factScalarSchema = z.union([z.number(), z.string(), z.boolean(), z.array(z.string())])

const leafTraceSchema = z
  .strictObject({
    node: z.literal("leaf"),
    result: triSchema,
    fact: z.string(),
    operator: z.string(),
    factValue: factScalarSchema.optional().describe("Absent: unknown, and `reason` says why."),
    reason: z.string().optional(),
    value: z
      .union([factScalarSchema, z.array(z.union([z.string(), z.number()]))])
      .optional()
      .describe("The right-hand side as it was."),
    valueFact: z.string().optional().describe("The fact or threshold that the right-hand side names."),
    layer: z
      .string()
      .optional()
      .describe("Where a threshold's value comes from: `ruleset`, `team:<id>` or `athlete:<id>`."),
    margin: marginSchema.optional(),
  })
  .meta({ id: "LeafTrace" })
export type LeafTrace = Readonly<z.infer<typeof leafTraceSchema>>

/** One node for every authored node, in authored order. */
export type TraceNode =
  | LeafTrace
  | {
      readonly node: "all" | "any"
      readonly result: z.infer<typeof triSchema>
      readonly children: readonly TraceNode[]
    }
  | { readonly node: "not"; readonly result: z.infer<typeof triSchema>; readonly child: TraceNode }
  | {
      readonly node: "condition"
      readonly result: z.infer<typeof triSchema>
      readonly name: string
      readonly child: TraceNode
    }

export const traceNodeSchema: z.ZodType<TraceNode> = z
  .lazy(() =>
    z.union([
      leafTraceSchema,
      z.strictObject({ node: z.enum(["all", "any"]), result: triSchema, children: z.array(traceNodeSchema) }),
      z.strictObject({ node: z.literal("not"), result: triSchema, child: traceNodeSchema }),
      z.strictObject({ node: z.literal("condition"), result: triSchema, name: z.string(), child: traceNodeSchema }),
    ]),
  )
  .meta({ id: "TraceNode" })

export const ruleTraceSchema = z
  .strictObject({
    rule: ruleNameSchema,
    title: z.string(),
    stage: z.enum(["finding", "verdict"]),
    priority: z.int(),
    result: triSchema.describe(
      "True: certain. False: impossible. Unknown: it could fire if what is missing were known.",
    ),
    disabledBy: z.string().optional().describe("The override layer that switched the rule off."),
    sentence: z.string(),
    conditions: traceNodeSchema,
  })
  .meta({ id: "RuleTrace" })
export type RuleTrace = Readonly<z.infer<typeof ruleTraceSchema>>

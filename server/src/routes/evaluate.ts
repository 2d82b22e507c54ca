import {
  decide,
  decisionSchema,
  entrySchema,
  measuresOf,
  parseEntry,
  parseRuleset,
  readLog,
  rulesetSchema,
  toLoggedEntry,
  type Entry,
  type Ruleset,
} from "@barometer/engine/readiness"
import { overrideSchema, parseOverrides, parseWith, type Problem, type Result } from "@barometer/engine/rules"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import type { TenantParts } from "../tenantParts.ts"
import { toInvalidInput } from "../errors.ts"
import { jsonBody, refuseOversize } from "../middleware/jsonBody.ts"
import { bodyOf, refusals } from "./refusals.ts"

const evaluationBytes = 8 * 1024 * 1024
const rulesetBytes = 512 * 1024
const maximumEntries = 20_000

const referenceSchema = z
  .strictObject({ id: z.string().max(64), version: z.int().min(1).optional() })
  .meta({ id: "RulesetReference" })

/** The envelope; what is in it is parsed by the engine. */
const envelopeSchema = z.strictObject({
  entries: z.array(z.unknown()).min(1).max(maximumEntries),
  ruleset: z.custom<object>(
    (value) => typeof value === "object" && value !== null,
    "expected a ruleset or a reference to one",
  ),
  overrides: z.unknown().optional(),
  asOf: decisionSchema.shape.asOf,
  evaluator: z.enum(["json-rules-engine", "compiled"]).default("json-rules-engine"),
})

const evaluationSchema = envelopeSchema
  .extend({
    entries: z.array(entrySchema).min(1).max(maximumEntries),
    ruleset: z.union([referenceSchema, rulesetSchema]),
    overrides: z.array(overrideSchema).optional(),
  })
  .meta({ id: "Evaluation" })

const evaluate = createRoute({
  method: "post",
  path: "/api/evaluate",
  summary: "Decide from a log and a ruleset that come with the request; nothing is stored",
  responses: {
    200: { description: "The decision, with its trace.", content: { "application/json": { schema: decisionSchema } } },
    ...refusals,
  },
})

/** `/api/evaluate` */
export function evaluateRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.openAPIRegistry.registerPath({ ...evaluate, request: { body: bodyOf(evaluationSchema) } })
  app.post("/api/evaluate", jsonBody(evaluationBytes))
  return app.openapi({ ...evaluate, hide: true }, async (context) => {
    const parts = context.get("parts")
    const {
      entries,
      ruleset: given,
      overrides = [],
      asOf,
      evaluator,
    } = valueOf(parseWith(envelopeSchema, context.get("body")))
    const ruleset = await readRuleset(parts, given)
    const parsedOverrides = valueOf(parseOverrides(overrides, ruleset), "/overrides")
    const logged = parseEntries(entries, ruleset).map(toLoggedEntry)
    const athleteId = logged[0]?.entry.athleteId ?? ""
    const decision = await decide({
      log: readLog(logged, athleteId),
      ruleset,
      overrides: parsedOverrides,
      asOf,
      evaluator,
      withTrace: true,
    })
    return context.json(decision, 200)
  })
}

async function readRuleset(parts: TenantParts, given: object): Promise<Ruleset> {
  if (!("rules" in given)) {
    const reference = valueOf(parseWith(referenceSchema, given), "/ruleset")
    const found = await parts.rulesets.find(reference)
    if (found !== undefined) return found.ruleset
    const expected = [...new Set((await parts.rulesets.list()).map((each) => `\`${each.id}\``))].join(", ")
    throw toInvalidInput([
      {
        pointer: "/ruleset",
        code: "unknownReference",
        message: `found no such published ruleset; expected one of ${expected}`,
      },
    ])
  }
  refuseOversize(Buffer.byteLength(JSON.stringify(given)), rulesetBytes, "a ruleset")
  return valueOf(parseRuleset(given), "/ruleset")
}

function parseEntries(entries: readonly unknown[], ruleset: Ruleset): readonly Entry[] {
  const measures = measuresOf(ruleset)
  const good: Entry[] = []
  const problems: Problem[] = []
  for (const [index, entry] of entries.entries()) {
    const result = parseEntry(entry, measures)
    if (result.ok) good.push(result.value)
    else problems.push(...under(`/entries/${index}`, result.problems))
    if (problems.length >= mostProblems) break
  }
  if (problems.length > 0) throw toInvalidInput(problems)
  const other = good.findIndex((entry) => entry.athleteId !== good[0]?.athleteId)
  if (other < 0) return good
  const pointer = `/entries/${other}/athleteId`
  throw toInvalidInput([
    { pointer, code: "otherAthlete", message: "found a second athlete; expected one athlete's log" },
  ])
}

/** Enough to mend a log by; the rest would only hold other requests up. */
const mostProblems = 100

function valueOf<T>(result: Result<T>, pointer = ""): T {
  if (result.ok) return result.value
  throw toInvalidInput(under(pointer, result.problems))
}

function under(pointer: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, pointer: `${pointer}${problem.pointer}` }))
}

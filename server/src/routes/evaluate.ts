import { decisionSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import type { AppEnv } from "../appEnv.ts"
import { toInvalidInput } from "../errors.ts"
import { bodyBytes } from "../middleware/jsonBody.ts"
import type { RulesetReference } from "../rulesetLibrary.ts"
import { toRulesetFileText } from "../rulesetFileText.ts"
import type { TenantParts } from "../tenantParts.ts"
import { evaluationSchema } from "../untrusted/readEvaluation.ts"
import { evaluateApart } from "../untrusted/workers.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const evaluationBytes = 8 * 1024 * 1024

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
  return app.openapi(strictly(app, evaluate, { body: bodyOf(evaluationSchema) }), async (context) => {
    const parts = context.get("parts")
    // Megabytes of log and somebody's ruleset are read and decided on another thread, where they hold nobody up.
    const body = await bodyBytes(context, evaluationBytes)
    const first = await evaluateApart({ body })
    if ("decision" in first) return context.json(first.decision, 200)
    const second = await evaluateApart({ body, published: await textOf(parts, first.wanted) })
    if ("wanted" in second) throw new Error("a ruleset that came with the question is wanted no more")
    return context.json(second.decision, 200)
  })
}

async function textOf(parts: TenantParts, reference: RulesetReference): Promise<string> {
  const found = await parts.rulesets.find(reference)
  if (found !== undefined) return toRulesetFileText(found.ruleset)
  const expected = [...new Set((await parts.rulesets.list()).map((each) => `\`${each.id}\``))].join(", ")
  const message = `found no such published ruleset; expected one of ${expected}`
  throw toInvalidInput([{ pointer: "/ruleset", code: "unknownReference", message }])
}

import { parseWith } from "@barometer/engine/rules"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError, toInvalidInput } from "../errors.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import type { ServerParts } from "../serverParts.ts"
import type { WebhookRow } from "../store/webhooks.ts"
import type { TenantParts } from "../tenantParts.ts"
import { isPrivateLiteral } from "../webhooks/publicAddress.ts"
import { deleteWebhook, makeWebhook, sendAgain, sendTest } from "../workflows/changeWebhooks.ts"
import { answer } from "./peopleSchemas.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const newWebhookSchema = z
  .strictObject({
    url: z.url({ protocol: /^https?$/, error: "expected an http or https address" }).max(2_000),
    events: z
      .array(
        z
          .string()
          .regex(/^[a-z][A-Za-z.]*\*?$|^\*$/, "expected an action such as `decision.recorded`, or `override.*`"),
      )
      .min(1)
      .max(50)
      .default(["decision.recorded"])
      .describe("Actions as the audit chain names them; `*` at the end stands for anything."),
  })
  .meta({ id: "NewWebhook" })

const webhookSchema = z
  .object({
    id: z.string(),
    url: z.string(),
    events: z.array(z.string()),
    createdAt: z.string(),
    secret: z
      .string()
      .optional()
      .describe("Shown once, when it is made. Messages are signed with it by the scheme of standardwebhooks.com."),
  })
  .meta({ id: "Webhook" })

const deliverySchema = z
  .object({
    id: z.string(),
    event: z.string(),
    state: z.enum(["pending", "delivered", "givenUp"]),
    attempts: z.int(),
    nextAttemptAt: z.string().nullable(),
    lastAnswer: z.string().nullable().describe("A status, or why there was no answer."),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
  })
  .meta({ id: "WebhookDelivery" })

const params = z.object({ id: z.string().min(1).max(64) })
const list = createRoute({
  method: "get",
  path: "/api/webhooks",
  summary: "The addresses that are told of changes",
  responses: { 200: answer("Oldest first.", z.object({ webhooks: z.array(webhookSchema) })), ...refusals },
})
const make = createRoute({
  method: "post",
  path: "/api/webhooks",
  summary: "Tell an address of changes from now on",
  description:
    "Each message is signed, and tried again for about two days until it is answered 2xx. Messages hold ids, verdicts and links, no measures. Private networks are reached only where the operator allows it.",
  responses: { 201: answer("Made; the secret is shown this once.", webhookSchema), ...refusals },
})
const remove = createRoute({
  method: "delete",
  path: "/api/webhooks/{id}",
  summary: "Tell an address nothing any more",
  request: { params },
  responses: { 204: { description: "Gone, with what was still to be sent." }, ...refusals },
})
const deliveries = createRoute({
  method: "get",
  path: "/api/webhooks/{id}/deliveries",
  summary: "What was sent to an address in the last 30 days, and what became of it",
  request: { params, query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }) },
  responses: { 200: answer("Newest first.", z.object({ deliveries: z.array(deliverySchema) })), ...refusals },
})
const test = createRoute({
  method: "post",
  path: "/api/webhooks/{id}/test",
  summary: "Send a message that says nothing, to try the address",
  request: { params },
  responses: { 202: answer("It is on its way; the deliveries tell.", deliverySchema), ...refusals },
})
const again = createRoute({
  method: "post",
  path: "/api/webhooks/{id}/deliveries/{deliveryId}/retry",
  summary: "Send a message again, now",
  request: { params: params.extend({ deliveryId: z.string().min(1).max(64) }) },
  responses: { 202: answer("It is on its way.", deliverySchema), ...refusals },
})

/** `/api/webhooks` */
export function webhookRoutes({ allowPrivateWebhooks }: Pick<ServerParts, "allowPrivateWebhooks">) {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/webhooks", jsonBody(16 * 1024), idempotent)
  return app
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const webhooks = await parts.store.of(parts.tenant).webhooks.list()
      return context.json({ webhooks: webhooks.map(toView) }, 200)
    })
    .openapi(strictly(app, make, { body: bodyOf(newWebhookSchema) }), async (context) => {
      const parsed = parseWith(newWebhookSchema, context.get("body"))
      if (!parsed.ok) throw toInvalidInput(parsed.problems)
      if (!allowPrivateWebhooks) refusePrivate(parsed.value.url)
      const webhook = await makeWebhook(context.get("parts"), parsed.value)
      return context.json({ ...toView(webhook), secret: webhook.secret }, 201)
    })
    .openapi(remove, async (context) => {
      await deleteWebhook(context.get("parts"), context.req.valid("param").id)
      return context.body(null, 204)
    })
    .openapi(deliveries, async (context) => {
      const parts = context.get("parts")
      const { id } = await findWebhook(parts, context.req.valid("param").id)
      const rows = await parts.store.of(parts.tenant).webhookDeliveries.listOf(id, context.req.valid("query").limit)
      return context.json({ deliveries: rows.map((row) => deliverySchema.strip().parse(row)) }, 200)
    })
    .openapi(test, async (context) => {
      const parts = context.get("parts")
      const { id } = await findWebhook(parts, context.req.valid("param").id)
      return context.json(deliverySchema.strip().parse(await sendTest(parts, id)), 202)
    })
    .openapi(again, async (context) => {
      const { id, deliveryId } = context.req.valid("param")
      return context.json(deliverySchema.strip().parse(await sendAgain(context.get("parts"), id, deliveryId)), 202)
    })
}

function toView({ id, url, events, createdAt }: WebhookRow): z.infer<typeof webhookSchema> {
  return { id, url, events: [...events], createdAt }
}

async function findWebhook(parts: TenantParts, id: string): Promise<WebhookRow> {
  const webhook = await parts.store.of(parts.tenant).webhooks.find(id)
  if (webhook === undefined) throw new AppError("notFound", "found no webhook with this id")
  return webhook
}

/** Names are looked up when a message is sent; what can be told from the address alone is refused at once. */
function refusePrivate(url: string): void {
  const { hostname, username, password } = new URL(url)
  const found = isPrivateLiteral(hostname) || hostname === "localhost" || hostname.endsWith(".localhost")
  if (!found && username === "" && password === "") return
  const message = found
    ? "found an address of a private network; expected one of the public internet"
    : "found a name or password in the address; messages are signed instead"
  throw toInvalidInput([{ pointer: "/url", code: "privateAddress", message }])
}

import { createHmac } from "node:crypto"
import { createServer, type IncomingHttpHeaders } from "node:http"
import { describe, expect, it, onTestFinished } from "vitest"
import { createApp } from "../../server/src/app.ts"
import { isPublicAddress } from "../../server/src/webhooks/publicAddress.ts"
import { createSendMessage } from "../../server/src/webhooks/sendMessage.ts"
import { deliverDue } from "../../server/src/workflows/deliverDue.ts"
import { followChain } from "../../server/src/workflows/followChain.ts"
import { expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp, type TestApp } from "./testApp.ts"

interface Received {
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

/** A system on this machine that answers with the statuses it is given, the last one for ever. */
async function receiver(...statuses: number[]) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ""
    request.on("data", (chunk: Buffer) => (body += chunk.toString()))
    request.on("end", () => {
      received.push({ headers: request.headers, body })
      response.writeHead((statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 200, { location: "/elsewhere" })
      response.end("thanks")
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("the receiver listens on a port")
  return { received, url: `http://127.0.0.1:${address.port}/hook`, port: address.port }
}

const allowing = createSendMessage({ allowPrivate: true })
const settle = async ({ parts }: TestApp, send = allowing) => {
  while (await followChain(parts));
  return await deliverDue(parts, send)
}

interface Webhook {
  readonly id: string
  readonly secret: string
}
async function withWebhook(url: string, events?: readonly string[]) {
  const opened = await openTestApp()
  const app: TestApp = { ...opened, app: createApp({ ...opened.server, allowPrivateWebhooks: true }) }
  const response = await app.app.request("/api/webhooks", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ url, ...(events !== undefined && { events }) }),
  })
  expect(response.status).toBe(201)
  const webhook: Webhook = await response.json()
  return { app, webhook }
}
const logOf = async ({ app }: TestApp, { id }: Webhook) => {
  const answer: { deliveries: readonly { id: string; state: string; attempts: number; lastAnswer: string }[] } = await (
    await app.request(`/api/webhooks/${id}/deliveries`)
  ).json()
  return answer.deliveries
}

describe("webhooks", () => {
  it("are told of each decision once, signed so that the receiver can check who sent it", async () => {
    const { received, url } = await receiver(200)
    const { app, webhook } = await withWebhook(url)
    await app.post("/api/check-ins", checkIn())
    await settle(app)
    await settle(app)
    expect(received).toHaveLength(1)
    const [{ headers, body } = { headers: {}, body: "" }] = received
    expect(JSON.parse(body)).toMatchObject({
      type: "decision.recorded",
      data: { athleteId: "ann", details: { verdict: "train" }, _links: { decision: expect.stringMatching(/^\/api/) } },
    })
    const [path = ""] = /\/api\/decisions\/[^"]+/.exec(body) ?? []
    expect((await app.get(path)).status).toBe(200)
    const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`
    const key = Buffer.from(webhook.secret.replace("whsec_", ""), "base64")
    expect(headers["webhook-signature"]).toBe(`v1,${createHmac("sha256", key).update(signed).digest("base64")}`)
    expect(await logOf(app, webhook)).toMatchObject([{ state: "delivered", attempts: 1, lastAnswer: "200" }])
  })

  it("hear only of what they ask for, and of nothing from before they were made", async () => {
    const { received, url } = await receiver(200)
    const { app } = await withWebhook(url, ["override.*"])
    await app.post("/api/check-ins", checkIn())
    await app.post("/api/athletes/ann/overrides", { from: "2026-03-10", thresholds: { tired: 3 }, reason: "new" })
    await settle(app)
    expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(["override.made"])
  })

  it("that do not answer well are tried again later and later, with the same id, and given up in the end", async () => {
    const { received, url } = await receiver(500, 302, 429, 500)
    const { app, webhook } = await withWebhook(url)
    await app.post("/api/check-ins", checkIn())
    const waits: number[] = []
    for (let tried = await settle(app), waited = 0; waits.length < 9; tried = await settle(app)) {
      if (tried > 0) {
        waits.push(waited)
        waited = 0
      }
      if ((await logOf(app, webhook))[0]?.state === "givenUp") break
      app.clock.now = new Date(app.clock.now.getTime() + 10_000)
      waited += 10
    }
    expect(waits).toEqual([0, 10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400])
    expect(new Set(received.map(({ headers }) => headers["webhook-id"])).size).toBe(1)
    expect(await logOf(app, webhook)).toMatchObject([{ state: "givenUp", attempts: 9, lastAnswer: "500" }])
    const [{ id } = { id: "" }] = await logOf(app, webhook)
    const retry = await app.app.request(`/api/webhooks/${webhook.id}/deliveries/${id}/retry`, { method: "POST" })
    expect(retry.status).toBe(202)
    expect(await settle(app)).toBe(1)
  })

  it("that are gone are not asked again", async () => {
    const { received, url } = await receiver(410)
    const { app, webhook } = await withWebhook(url)
    const test = await app.app.request(`/api/webhooks/${webhook.id}/test`, { method: "POST" })
    expect(test.status).toBe(202)
    await settle(app)
    app.clock.now = new Date(app.clock.now.getTime() + 86_400_000)
    expect(await settle(app)).toBe(0)
    expect(received).toHaveLength(1)
  })

  it("are sent each message by one process only, however many look", async () => {
    const { received, url } = await receiver(200)
    const { app } = await withWebhook(url)
    await app.post("/api/check-ins", checkIn())
    await Promise.all([1, 2, 3, 4].map(async () => await settle(app)))
    expect(received).toHaveLength(1)
  })

  it("in private networks are refused when made, and never connected to when a name leads there", async () => {
    const { received, port } = await receiver(200)
    const app = await openTestApp()
    const privates = [
      "http://127.0.0.1/x",
      "http://[::1]/",
      "http://10.1.2.3/",
      "http://localhost:99/",
      "http://2130706433/",
    ]
    for (const url of privates) await expectProblem(await app.post("/api/webhooks", { url }), 422)
    await expectProblem(await app.post("/api/webhooks", { url: "http://me:secret@example.org/" }), 422)
    const guarded = createSendMessage({ allowPrivate: false })
    expect(await guarded(`http://localhost:${port}/hook`, "{}", {})).toEqual({ fault: "a private address" })
    expect(await guarded(`http://127.0.0.1:${port}/hook`, "{}", {})).toEqual({ fault: "a private address" })
    expect(received).toEqual([])
    for (const address of [
      "192.168.1.1",
      "169.254.169.254",
      "::ffff:10.0.0.1",
      "fd00::1",
      "0.0.0.0",
      "100.64.0.1",
      "x",
    ])
      expect([address, isPublicAddress(address)]).toEqual([address, false])
    expect(isPublicAddress("93.184.216.34")).toBe(true)
  })

  it.each([
    [{ url: "ftp://example.org" }],
    [{ url: "https://example.org", events: [] }],
    [{ url: "https://example.org", events: ["Nope!"] }],
    [{ url: "https://example.org", more: 1 }],
    [[]],
  ])("refuses %j", async (body) => {
    await expectProblem(await (await openTestApp()).post("/api/webhooks", body), 422)
  })

  it("that are taken away are sent nothing, and are not found", async () => {
    const { received, url } = await receiver(200)
    const { app, webhook } = await withWebhook(url)
    await app.post("/api/check-ins", checkIn())
    await followChain(app.parts)
    const path = `/api/webhooks/${webhook.id}`
    expect((await app.app.request(path, { method: "DELETE" })).status).toBe(204)
    expect(await settle(app)).toBe(0)
    expect(received).toEqual([])
    await expectProblem(await app.app.request(path, { method: "DELETE" }), 404)
    await expectProblem(await app.app.request(`${path}/deliveries`), 404)
    expect(await (await app.get("/api/webhooks")).json()).toEqual({ webhooks: [] })
  })
})

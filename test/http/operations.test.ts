import { createServer } from "node:http"
import { expect, onTestFinished, test } from "vitest"
import { createApp } from "../../server/src/app.ts"
import { limitRate } from "../../server/src/middleware/limitRate.ts"
import { startTracing } from "../../server/src/telemetry/tracing.ts"
import { expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp } from "./testApp.ts"

test("B50 more requests than are answered at once get 503 with Retry-After, and the next one is answered", async () => {
  const { server } = await openTestApp()
  const app = createApp(server, { mostInFlight: 2 })
  const ask = async () => await app.request("/api/athletes")
  const answers = await Promise.all([ask(), ask(), ask(), ask()])
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 503, 503])
  const problem = await expectProblem(answers[2] ?? new Response(), 503)
  expect(problem.type).toBe("urn:barometer:problem:overloaded")
  expect(answers[3]?.headers.get("retry-after")).toBe("1")
  expect((await ask()).status).toBe(200)
  expect((await app.request("/healthz")).status).toBe(200)
})

test("a key that asks too often is told to wait, by header and problem, and another one is not", async () => {
  const { server } = await openTestApp()
  const app = createApp(server)
  app.use(
    "/limited",
    limitRate(2, (context) => context.req.header("x-name")),
  )
  app.get("/limited", (context) => context.text("here"))
  const ask = async (name: string) => await app.request("/limited", { headers: { "x-name": name } })
  expect([(await ask("a")).status, (await ask("a")).status]).toEqual([200, 200])
  const refused = await ask("a")
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0)
  expect(refused.headers.get("ratelimit")).toMatch(/limit=2, remaining=0/)
  expect((await expectProblem(refused, 429)).type).toBe("urn:barometer:problem:tooManyRequests")
  expect((await ask("b")).status).toBe(200)
})

test("Prometheus reads how long requests took by route template, and verdicts, and nobody's name", async () => {
  const { post, get } = await openTestApp()
  await post("/api/check-ins", checkIn({ athleteId: "secret" }))
  await get("/api/athletes/secret/timeline?from=2026-03-01&to=2026-03-10")
  const response = await get("/metrics")
  expect(response.headers.get("content-type")).toMatch(/^text\/plain; version=0.0.4/)
  const text = await response.text()
  expect(text).toContain('barometer_decisions_total{verdict="train"} 1')
  expect(text).toMatch(
    /barometer_http_request_duration_seconds_count\{method="GET",route="\/api\/athletes\/:athleteId\/timeline",status="200"\} 1/,
  )
  expect(text).toContain("barometer_requests_in_flight 0")
  expect(text).not.toContain("secret")
})

test("a span of each request reaches the collector that the environment names, without its address", async () => {
  const bodies: string[] = []
  const collector = createServer((request, response) => {
    request.on("data", (chunk: Buffer) => bodies.push(chunk.toString("latin1")))
    request.on("end", () => response.end("{}"))
  })
  await new Promise<void>((resolve) => void collector.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => void collector.close())
  const address = collector.address()
  if (address === null || typeof address === "string") throw new Error("the collector listens on a port")
  const before = process.env.OTEL_EXPORTER_OTLP_ENDPOINT
  onTestFinished(() => {
    if (before === undefined) delete process.env.OTEL_EXPORTER_OTLP_ENDPOINT
    else process.env.OTEL_EXPORTER_OTLP_ENDPOINT = before
  })
  process.env.OTEL_EXPORTER_OTLP_ENDPOINT = `http://127.0.0.1:${address.port}`
  const tracing = await startTracing(process.env)
  if (tracing === undefined) throw new Error("an endpoint starts tracing")
  const { server } = await openTestApp()
  const app = createApp(server, { trace: tracing.middleware })
  await app.request("/api/athletes/secret/timeline?from=2026-03-01&to=2026-03-10")
  await tracing.stop()
  const sent = bodies.join("")
  expect(sent).toContain("GET /api/athletes/:athleteId/timeline")
  expect(sent).not.toContain("secret")
  expect(await startTracing({})).toBeUndefined()
})

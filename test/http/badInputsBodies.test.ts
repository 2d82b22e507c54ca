import { gzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { expectNothingStored, expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp, type TestApp } from "./testApp.ts"

const encoder = new TextEncoder()
const whole = JSON.stringify(checkIn())

/** Sends a body to where check-ins go and expects that it is refused and leaves no trace. */
async function refused(body: BodyInit, status: number, headers: Readonly<Record<string, string>> = {}) {
  const app = await openTestApp()
  const problem = await expectProblem(await app.send("/api/check-ins", body, headers), status)
  await expectNothingStored(app)
  return problem
}

async function refusedCheckIn(changes: Readonly<Record<string, unknown>>, pointer: string) {
  const problem = await refused(JSON.stringify(checkIn(changes)), 422)
  expect(problem.errors.map((error) => error.pointer)).toContain(pointer)
  return problem
}

async function storedMeasures(app: TestApp) {
  const page: unknown = await (await app.get("/api/check-ins?athleteId=ann")).json()
  return page
}

test("[B1] truncated JSON is malformed", async () => {
  const problem = await refused(whole.slice(0, -5), 400)
  expect(problem.type).toBe("urn:barometer:problem:malformedJson")
})

test("[B2] a byte order mark is malformed", async () => {
  await refused(`\uFEFF${whole}`, 400)
})

test("[B3] bytes that are not UTF-8 are malformed", async () => {
  const bytes = encoder.encode(JSON.stringify(checkIn({ note: "x" })))
  bytes[bytes.lastIndexOf("x".charCodeAt(0))] = 0xff
  await refused(bytes, 400)
})

test("[B4] a key that comes twice in an object is malformed, however it is written, and named", async () => {
  await refused(whole.replace('"phase"', '"athleteId":"bob","phase"'), 400)
  const problem = await refused(whole.replace('{"fatigue":2}', '{"fatigue":2,"f\\u0061tigue":5}'), 400)
  expect(problem.errors[0]?.pointer).toBe("/measures/fatigue")
})

test("[B5] nesting of 33 levels is malformed, of 32 it is read", async () => {
  await refused("[".repeat(33) + "]".repeat(33), 400)
  await refused("[".repeat(32) + "]".repeat(32), 422)
})

test("[B6] a check-in of 65 KB is too large", async () => {
  await refused(JSON.stringify(checkIn({ note: "x".repeat(65 * 1024) })), 413)
  await refused(" ".repeat(8 * 1024 * 1024) + whole, 413)
})

test("[B7] a check-in of 65 KB that comes in chunks is too large", async () => {
  const body = encoder.encode(JSON.stringify(checkIn({ note: "x".repeat(65 * 1024) })))
  let sent = 0
  const chunks = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      if (sent >= body.length) return controller.close()
      controller.enqueue(body.slice(sent, sent + 1_000))
      sent += 1_000
    },
  })
  await refused(chunks, 413)
})

test("[B8] text/plain is unsupported", async () => {
  await refused(whole, 415, { "content-type": "text/plain" })
})

test("[B9] a gzip body is unsupported", async () => {
  await refused(new Uint8Array(gzipSync(whole)), 415, { "content-encoding": "gzip" })
})

test("[B10] an array where an object belongs is invalid", async () => {
  await refused(`[${whole}]`, 422)
})

test("[B11] an unknown field is invalid", async () => {
  const problem = await refused(JSON.stringify(checkIn({ verdict: "push" })), 422)
  expect(problem.detail).toContain("`verdict`")
})

test("[B12] a number in quotes is invalid", async () => {
  await refusedCheckIn({ measures: { fatigue: "7" } }, "/measures/fatigue")
})

test("[B13] a number beyond a double is invalid", async () => {
  const problem = await refused(whole.replace('"fatigue":2', '"fatigue":1e999'), 422)
  expect(problem.errors[0]?.pointer).toBe("/measures/fatigue")
})

test("[B14] minus zero is taken as zero", async () => {
  const app = await openTestApp()
  const response = await app.send("/api/check-ins", whole.replace('{"fatigue":2}', '{"sleepHours":-0}'))
  expect(response.status).toBe(201)
  expect(await storedMeasures(app)).toMatchObject({ checkIns: [{ checkIn: { measures: { sleepHours: 0 } } }] })
})

test("[B15] a value between half steps is invalid", async () => {
  await refusedCheckIn({ joints: [{ joint: "knee", pain: 7.25 }] }, "/joints/0/pain")
})

test("[B16] eleven of ten is invalid", async () => {
  await refusedCheckIn({ joints: [{ joint: "knee", pain: 11 }] }, "/joints/0/pain")
})

test("[B17] a NUL character is invalid", async () => {
  await refusedCheckIn({ note: "a\u0000b" }, "/note")
})

test("[B18] half of a surrogate pair is invalid", async () => {
  await refusedCheckIn({ note: "a\ud800b" }, "/note")
})

test("[B19] the 30th of February is invalid", async () => {
  await refusedCheckIn({ localDate: "2026-02-30" }, "/localDate")
})

test("[B20] a zone that does not exist is invalid", async () => {
  await refusedCheckIn({ zone: "Mars/X" }, "/zone")
})

test("[B21] a session in a morning check-in is invalid", async () => {
  await refusedCheckIn({ session: { durationMin: 60 } }, "/session")
})

test("[B22] what is dated six minutes ahead, or later than any date on earth, is invalid", async () => {
  await refusedCheckIn({ recordedAt: "2026-03-10T08:06:00Z" }, "/recordedAt")
  await refusedCheckIn({ localDate: "2026-03-11" }, "/localDate")
  const app = await openTestApp()
  expect((await app.post("/api/check-ins", checkIn({ recordedAt: "2026-03-10T08:05:00Z" }))).status).toBe(201)
})

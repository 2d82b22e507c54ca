import {
  assert,
  asyncProperty,
  constantFrom,
  json,
  oneof,
  record,
  string,
  tuple,
  uint8Array,
  webPath,
} from "fast-check"
import { expect, test } from "vitest"
import { checkIn, openTestApp, tiredRuleset } from "./testApp.ts"

const asOf = { localDate: "2026-03-10", phase: "morning" }
const good = [
  JSON.stringify(checkIn({ joints: [{ joint: "knee", pain: 2 }], supersedes: "c0" })),
  JSON.stringify({ checkIns: [checkIn(), checkIn({ clientId: "c2" })] }),
  JSON.stringify({ entries: [checkIn()], ruleset: tiredRuleset, asOf, overrides: [] }),
  JSON.stringify({ from: "2026-03-01", thresholds: { tired: 3 }, disabled: ["T1"], reason: "recovers slowly" }),
  JSON.stringify({ type: "annotation", athleteId: "ann", cause: "illness", from: "2026-03-01" }),
]
const paths = ["/api/check-ins", "/api/evaluate", "/api/athletes/ann/entries", "/api/teams/juniors/overrides"]

/** A good body of which a piece was replaced by something else. */
const broken = tuple(
  constantFrom(...good),
  record({ at: uint8Array({ minLength: 2, maxLength: 2 }), by: oneof(string(), json()) }),
).map(
  ([
    body,
    {
      at: [start = 0, length = 0],
      by,
    },
  ]) => {
    const from = Math.floor((start / 256) * body.length)
    return body.slice(0, from) + by + body.slice(from + (length % 12))
  },
)

test("no body makes a server error", async () => {
  const { send } = await openTestApp()
  await assert(
    asyncProperty(
      constantFrom(...paths),
      oneof(
        broken,
        json(),
        uint8Array().map((bytes) => Buffer.from(bytes).toString("latin1")),
      ),
      async (path, body) => {
        expect((await send(path, body)).status).toBeLessThan(500)
      },
    ),
    { numRuns: 500 },
  )
})

test("no path, query or header makes a server error", async () => {
  const { app } = await openTestApp()
  const places = [
    "/",
    "/api/athletes/",
    "/api/decisions/",
    "/api/rulesets/tired/versions/",
    "/api/check-ins?athleteId=ann&cursor=",
    "/api/athletes/ann/timeline?from=",
  ]
  await assert(
    asyncProperty(
      constantFrom(...places),
      oneof(webPath(), string().map(encodeURIComponent), constantFrom("%", "%zz", "%ff", "..", "?limit=%00")),
      async (place, rest) => {
        const headers = { "idempotency-key": encodeURIComponent(rest), "content-type": rest.replaceAll(/[^ -~]/g, "") }
        for (const method of ["GET", "POST", "PUT"])
          expect((await app.request(place + rest, { method, headers })).status).toBeLessThan(500)
      },
    ),
    { numRuns: 300 },
  )
})

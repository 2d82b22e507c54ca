import { describe, expect, test } from "vitest"
import { z } from "zod"
import { verifyChain } from "../../server/src/audit/verifyChain.ts"
import { parseSubmitted } from "../../server/src/routes/parseSubmitted.ts"
import { recordEntries } from "../../server/src/workflows/recordEntries.ts"
import { recoverPending } from "../../server/src/workflows/recoverPending.ts"
import { storeKinds, useStore } from "../support/testStore.ts"
import { checkIn, openTestApp, type TestApp } from "./testApp.ts"

const decisionSchema = z.object({ id: z.string(), verdict: z.string(), inputDigest: z.string() })
const days = Array.from({ length: 12 }, (_, n) => `2026-02-${String(n + 10)}`)

const dayOf = (localDate: string, clientId = localDate) =>
  checkIn({ localDate, clientId, recordedAt: undefined, measures: { fatigue: Number(localDate.slice(-1)) % 5 || 1 } })

async function expectAllReplay({ store, get }: TestApp, expected: number): Promise<void> {
  const range = { from: "2026-02-01", to: "2026-03-31" }
  const decisions = await store.of("local").decisions.listAll("ann", range)
  expect(decisions).toHaveLength(expected)
  for (const { id } of decisions)
    expect(await (await get(`/api/decisions/${id}/replay`)).json()).toMatchObject({ identical: true })
  expect(await verifyChain("local", store.of("local").audit)).toMatchObject({ intact: true, faults: [] })
}

function testProcesses(): void {
  test("two processes log in turns, and each decides with what the other logged", async () => {
    const one = await openTestApp()
    const other = await one.openBeside()
    for (const [n, localDate] of days.entries())
      expect((await (n % 2 === 0 ? one : other).post("/api/check-ins", dayOf(localDate))).status).toBe(201)
    await expectAllReplay(one, days.length)
    await expectAllReplay(other, days.length)
    const { log } = await other.parts.logs.read("ann")
    expect((await one.parts.logs.read("ann")).log).toEqual(log)
  })

  test("[P7] retries raced over two processes have one effect and one body each", async () => {
    const one = await openTestApp()
    const other = await one.openBeside()
    const answers = await Promise.all(
      days.flatMap((localDate) =>
        [one, other, other, one].map(async (process) => {
          const response = await process.post("/api/check-ins", dayOf(localDate))
          return { localDate, status: response.status, text: await response.text() }
        }),
      ),
    )
    for (const ofDay of Map.groupBy(answers, ({ localDate }) => localDate).values()) {
      expect(ofDay.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 200, 200, 201])
      expect(new Set(ofDay.map(({ text }) => decisionSchema.parse(JSON.parse(text)).id)).size).toBe(1)
      expect(new Set(ofDay.map(({ text }) => text)).size).toBe(1)
    }
    const { entries } = one.store.of("local")
    expect(await entries.listKnown("ann", 0)).toHaveLength(days.length)
    expect(await entries.listPending(0, 99)).toEqual([])
  })

  test("a process that starts decides nothing that another is deciding", async () => {
    const one = await openTestApp()
    const other = await one.openBeside()
    const recorded = Promise.withResolvers<void>()
    const deciding = one.parts.turns.take(["ann"], async () => {
      await recordEntries(one.parts, [await parseSubmitted(one.parts, dayOf("2026-03-10"))])
      recorded.resolve()
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(await one.store.of("local").entries.listPending(0, 9)).toHaveLength(1)
    })
    await recorded.promise
    await recoverPending(other.parts, (_athlete, error) => expect(error).toBeUndefined())
    await deciding
    await expectAllReplay(one, 1)
  })
}

if (storeKinds.includes("postgresql"))
  describe("several processes on PostgreSQL", () => {
    useStore("postgresql")
    testProcesses()
  })

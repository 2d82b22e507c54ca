import { expect, test } from "vitest"
import type { Subjects } from "../../server/src/store/overrides.ts"
import type { RulesetRow } from "../../server/src/store/rulesets.ts"
import type { Store, TenantStore } from "../../server/src/store/store.ts"

const at = "2026-03-10T08:00:00.000Z"

function version(changes: Partial<RulesetRow> = {}): RulesetRow {
  const row = { id: "tired", version: 9, hash: "h", title: "Tired", document: '{"note":"½ – 🏋"}', publishedAt: at }
  return { ...row, author: null, message: "", ...changes }
}

/** What every store has to hold of rulesets. */
export function testRulesets(open: () => Promise<{ readonly store: Store; readonly tables: TenantStore }>): void {
  test("rulesets are found by version or as the latest, and a version is inserted once", async () => {
    const { rulesets } = (await open()).tables
    await rulesets.insert(version())
    await rulesets.insert(version({ version: 10, author: "coach", message: "why" }))
    expect(await rulesets.find("tired", 9)).toEqual(version())
    const { document: _, ...latest } = version({ version: 10, author: "coach", message: "why" })
    expect(await rulesets.findLatest("tired")).toEqual({ ...latest, retiredAt: null })
    await rulesets.insert(version({ id: "other" }))
    expect((await rulesets.list()).map(({ id, version: number }) => [id, number])).toEqual([
      ["other", 9],
      ["tired", 10],
      ["tired", 9],
    ])
    expect(await rulesets.insert(version({ title: "Other" }))).toBe(false)
    expect(await rulesets.find("tired", 9)).toEqual(version())
  })

  test("a version is retired once, and is then found by its number and not as the latest", async () => {
    const { store, tables } = await open()
    await tables.rulesets.insert(version())
    await tables.rulesets.insert(version({ version: 10 }))
    expect(await store.of("other").rulesets.retire("tired", 10, at)).toBe(false)
    expect(await tables.rulesets.retire("tired", 10, at)).toBe(true)
    expect(await tables.rulesets.retire("tired", 10, "2026-03-11T08:00:00.000Z")).toBe(false)
    expect((await tables.rulesets.findLatest("tired"))?.version).toBe(9)
    expect(await tables.rulesets.listVersions("tired")).toMatchObject([{ version: 10, retiredAt: at }, { version: 9 }])
    expect(await tables.rulesets.find("tired", 10)).toMatchObject({ version: 10 })
    expect(await store.of("other").rulesets.list()).toEqual([])
  })

  test("an author has one draft of a ruleset, and it is changed only at the revision that is meant", async () => {
    const { store, tables } = await open()
    const { rulesetDrafts } = tables
    const draft = {
      id: "r1",
      rulesetId: "tired",
      author: "ann",
      basedOn: null,
      document: '{"½":"🏋"}',
      revision: 1,
      createdAt: at,
      updatedAt: at,
    }
    expect(await rulesetDrafts.insert(draft)).toBe(true)
    expect(await rulesetDrafts.insert({ ...draft, id: "r2" })).toBe(false)
    expect(await rulesetDrafts.insert({ ...draft, id: "r3", author: "a coach" })).toBe(true)
    const changes = { document: "[]", basedOn: 9, updatedAt: "2026-03-10T09:00:00.000Z" }
    expect(await store.of("other").rulesetDrafts.save(draft, changes)).toBe(false)
    const saves = await Promise.all([rulesetDrafts.save(draft, changes), rulesetDrafts.save(draft, changes)])
    expect(new Set(saves)).toEqual(new Set([false, true]))
    expect(await rulesetDrafts.find("r1")).toEqual({ ...draft, ...changes, revision: 2 })
    expect(await rulesetDrafts.findOf("tired", "ann")).toMatchObject({ id: "r1" })
    expect((await rulesetDrafts.list("tired")).map(({ id }) => id)).toEqual(["r3", "r1"])
    expect(await rulesetDrafts.delete(draft)).toBe(false)
    expect(await store.of("other").rulesetDrafts.delete({ id: "r1", revision: 2 })).toBe(false)
    expect(await rulesetDrafts.delete({ id: "r1", revision: 2 })).toBe(true)
    expect(await rulesetDrafts.find("r1")).toBeUndefined()
    expect(await store.of("other").rulesetDrafts.list("tired")).toEqual([])
  })

  test("a golden day is pinned once, expected anew, and removed", async () => {
    const { store, tables } = await open()
    const { goldenDays } = tables
    const day = {
      id: "g1",
      rulesetId: "tired",
      athleteId: "ann",
      localDate: "2026-03-10",
      phase: "morning",
      verdict: "train",
      decidedBy: null,
      note: "½ – 🏋",
      author: "owner",
      createdAt: at,
    } as const
    expect(await goldenDays.insert(day)).toBe(true)
    expect(await goldenDays.insert({ ...day, id: "g2" })).toBe(false)
    expect(await goldenDays.insert({ ...day, id: "g3", localDate: "2026-03-09" })).toBe(true)
    expect(await goldenDays.find("g1")).toEqual(day)
    await store.of("other").goldenDays.expect("g1", { verdict: "push", decidedBy: "X" })
    await goldenDays.expect("g1", { verdict: "reduce", decidedBy: "T1" })
    expect(await goldenDays.list("tired")).toEqual([
      { ...day, id: "g3", localDate: "2026-03-09" },
      { ...day, verdict: "reduce", decidedBy: "T1" },
    ])
    expect(await store.of("other").goldenDays.delete("g1")).toBe(false)
    expect(await goldenDays.delete("g1")).toBe(true)
    expect(await goldenDays.find("g1")).toBeUndefined()
    expect(await store.of("other").goldenDays.list("tired")).toEqual([])
  })

  test("assignments are listed for their subjects in the order they were made, and ended once", async () => {
    const { store, tables } = await open()
    const { assignments } = tables
    const made = {
      id: "a1",
      kind: "deciding",
      layer: "athlete",
      subject: "ann",
      rulesetId: "tired",
      version: 9,
      from: "2026-03-01",
      author: "owner",
      reason: "½ – 🏋",
      createdAt: at,
    } as const
    await assignments.insert(made)
    await assignments.insert({ ...made, id: "a2", layer: "team", subject: "juniors", version: null })
    await assignments.insert({ ...made, id: "a3", layer: "everyone", subject: "", kind: "shadow" })
    await assignments.insert({ ...made, id: "a4", layer: "team", subject: "ann" })
    const written = { ...made, sequence: expect.any(Number), endedAt: null, endedFrom: null }
    expect(await assignments.find("a1")).toEqual(written)
    const idsOf = async (subjects: Subjects) => (await assignments.listFor(subjects)).map(({ id }) => id)
    expect(await idsOf({ athlete: "ann", team: "juniors" })).toEqual(["a1", "a2", "a3"])
    expect(await idsOf({ team: "ann" })).toEqual(["a3", "a4"])
    expect(await idsOf({})).toEqual(["a3"])
    expect((await assignments.listOfVersion("tired", null)).map(({ id }) => id)).toEqual(["a2"])
    expect((await assignments.listOfVersion("tired", 9)).map(({ id }) => id)).toEqual(["a4", "a3", "a1"])
    expect((await assignments.list(2)).map(({ id }) => id)).toEqual(["a4", "a3"])
    expect(await store.of("other").assignments.end("a1", { at, from: "2026-03-10" })).toBe(false)
    expect(await assignments.end("a1", { at, from: "2026-03-10" })).toBe(true)
    expect(await assignments.end("a1", { at, from: "2026-03-12" })).toBe(false)
    expect(await assignments.find("a1")).toEqual({ ...written, endedAt: at, endedFrom: "2026-03-10" })
    expect(await store.of("other").assignments.listFor({ athlete: "ann", team: "juniors" })).toEqual([])
    expect(await store.of("other").assignments.find("a1")).toBeUndefined()
    expect(await store.of("other").assignments.listOfVersion("tired", 9)).toEqual([])
    expect(await store.of("other").assignments.list(9)).toEqual([])
  })

  test("of the silent decisions of a day and phase the newest is counted and listed, within reach", async () => {
    const { store, tables } = await open()
    const { shadowDecisions } = tables
    const said = {
      assignmentId: "a1",
      decisionId: "d1",
      athleteId: "ann",
      localDate: "2026-03-10",
      phase: "morning",
      championVerdict: "train",
      championDecidedBy: null,
      rulesetId: "tired",
      version: 9,
      verdict: "reduce",
      decidedBy: "T1",
      outcome: "otherVerdict",
      decidedAt: at,
    } as const
    await shadowDecisions.insert({ ...said, decisionId: "d0", outcome: "same", verdict: "train", decidedBy: null })
    await shadowDecisions.insert(said)
    await shadowDecisions.insert({
      ...said,
      decisionId: "d2",
      localDate: "2026-03-09",
      outcome: "fault",
      verdict: null,
    })
    await shadowDecisions.insert({ ...said, decisionId: "d3", phase: "preSession", outcome: "same" })
    await expect(shadowDecisions.insert(said)).rejects.toThrow()
    const all = { reach: { to: "tenant" }, from: "2026-03-01", to: "2026-03-31" } as const
    const written = { ...said, sequence: expect.any(Number) }
    const listed = await shadowDecisions.listDiffering(all, undefined, 9)
    expect(listed).toEqual([
      written,
      { ...written, decisionId: "d2", localDate: "2026-03-09", outcome: "fault", verdict: null },
    ])
    expect(await shadowDecisions.listDiffering(all, listed[0], 9)).toMatchObject([{ decisionId: "d2" }])
    expect(await shadowDecisions.count(all)).toEqual([
      { assignmentId: "a1", outcome: "fault", championVerdict: "train", verdict: null, days: 1 },
      { assignmentId: "a1", outcome: "otherVerdict", championVerdict: "train", verdict: "reduce", days: 1 },
      { assignmentId: "a1", outcome: "same", championVerdict: "train", verdict: "reduce", days: 1 },
    ])
    for (const reach of [
      { to: "teams", teams: ["juniors"] },
      { to: "teams", teams: [] },
      { to: "athlete", athleteId: "bo" },
    ] as const)
      expect(await shadowDecisions.listDiffering({ ...all, reach }, undefined, 9)).toEqual([])
    await tables.athletes.setTeam("ann", "juniors")
    expect(
      await shadowDecisions.listDiffering({ ...all, reach: { to: "teams", teams: ["juniors"] } }, undefined, 9),
    ).toHaveLength(2)
    expect(await shadowDecisions.count({ ...all, assignmentId: "a2" })).toEqual([])
    expect(await shadowDecisions.count({ ...all, athleteId: "bo" })).toEqual([])
    expect(await store.of("other").shadowDecisions.count(all)).toEqual([])
    expect(await store.of("other").shadowDecisions.listDiffering(all, undefined, 9)).toEqual([])
  })
}

import { expect, test } from "vitest"
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
    await expect(rulesets.insert(version())).rejects.toThrow()
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
}

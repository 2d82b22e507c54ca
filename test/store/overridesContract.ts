import { expect, test } from "vitest"
import type { NewOverride, Subjects } from "../../server/src/store/overrides.ts"
import type { Store, TenantStore } from "../../server/src/store/store.ts"

const at = "2026-03-10T08:00:00.000Z"

function override(changes: Partial<NewOverride> = {}): NewOverride {
  return {
    id: "o1",
    rulesetId: "tired",
    layer: "athlete",
    subject: "ann",
    from: "2026-03-01",
    until: null,
    payload: '{"thresholds":{"tired":3}}',
    inherited: '{"tired":{"value":4,"layer":"ruleset"}}',
    author: null,
    reason: "½ – 🏋",
    createdAt: at,
    ...changes,
  }
}

/** What every store has to hold of overrides. */
export function testOverrides(open: () => Promise<{ readonly store: Store; readonly tables: TenantStore }>): void {
  test("an override is read as it was written, and listed with others of its subjects in the order they were made", async () => {
    const { overrides } = (await open()).tables
    await overrides.insert(override())
    await overrides.insert(override({ id: "o2", layer: "team", subject: "juniors", until: "2026-03-09" }))
    await overrides.insert(override({ id: "o3", layer: "team", subject: "ann" }))
    await overrides.insert(override({ id: "o4", from: "2026-02-01" }))
    const written = { ...override(), sequence: expect.any(Number), retiredAt: null, retiredFrom: null }
    expect(await overrides.find("o1")).toEqual(written)
    const idsOf = async (subjects: Subjects) => (await overrides.listOf(subjects)).map(({ id }) => id)
    expect(await idsOf({ athlete: "ann", team: "juniors" })).toEqual(["o1", "o2", "o4"])
    expect(await idsOf({ athlete: "ann" })).toEqual(["o1", "o4"])
    expect(await idsOf({ team: "ann" })).toEqual(["o3"])
    expect(await idsOf({})).toEqual([])
    await expect(overrides.insert(override())).rejects.toThrow()
  })

  test("an override is retired once and kept", async () => {
    const { overrides } = (await open()).tables
    await overrides.insert(override())
    await overrides.retire("o1", { at, from: "2026-03-10" })
    await overrides.retire("o1", { at: "later", from: "2026-03-12" })
    const retired = { ...override(), retiredAt: at, retiredFrom: "2026-03-10" }
    expect(await overrides.listOf({ athlete: "ann" })).toMatchObject([retired])
  })

  test("one tenant sees and retires no override of another", async () => {
    const { store, tables } = await open()
    await tables.overrides.insert(override())
    const other = store.of("other").overrides
    await other.retire("o1", { at, from: "2026-03-01" })
    expect(await tables.overrides.find("o1")).toMatchObject({ retiredAt: null })
    expect(await other.find("o1")).toBeUndefined()
    expect(await other.listOf({ athlete: "ann", team: "ann" })).toEqual([])
    await other.insert(override())
  })
}

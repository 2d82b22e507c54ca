import { expect, inject, onTestFinished, test } from "vitest"
import { storeKinds } from "../support/testStore.ts"
import { newPostgresPlace, newSqlitePlace } from "./places.ts"
import { promises } from "./registry.ts"

const seed = 20261123

for (const { id, says, small, stores, run } of promises)
  for (const kind of storeKinds.filter((each) => stores.includes(each)))
    test(`[${id}] ${says}, on ${kind}`, { timeout: 120_000 }, async () => {
      const postgres = inject("postgres")
      const place =
        kind === "postgresql" && postgres !== undefined ? await newPostgresPlace(postgres.url) : newSqlitePlace()
      onTestFinished(() => place.remove())
      const { kept, figure } = await run({ size: small, seed, place, crashDatabase: undefined })
      expect(kept, figure).toBe(true)
    })

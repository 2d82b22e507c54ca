import { describe } from "vitest"
import { storeKinds, useStore } from "../support/testStore.ts"

// The journeys that every store has to carry are written once, for SQLite; here they run again on PostgreSQL.
if (storeKinds.includes("postgresql"))
  describe("on PostgreSQL", async () => {
    useStore("postgresql")
    await import("./checkIns.test.ts")
    await import("./overrides.test.ts")
    await import("./badInputsRepeats.test.ts")
    await import("./lifecycle.test.ts")
    await import("./people.test.ts")
    await import("./audit.test.ts")
    await import("./erasure.test.ts")
    await import("./roles.test.ts")
  })

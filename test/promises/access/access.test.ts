import { expect, test } from "vitest"
import { openTestApp } from "../../http/testApp.ts"
import { runTriples } from "./runTriples.ts"

test(
  "P6 no principal learns or changes what is another tenant's, team's or athlete's",
  { timeout: 120_000 },
  async () => {
    const app = await openTestApp({ onlyThisMachine: false, signUp: true })
    const { asked, refused, leaks } = await runTriples(app, { count: 2_000, seed: 6, subsets: 0 })
    expect(leaks).toEqual([])
    expect(asked).toBe(2_000)
    expect(refused).toBeGreaterThan(1_000)
  },
)

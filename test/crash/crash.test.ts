import { expect, it } from "vitest"
import { crashRounds } from "./crashRounds.ts"

const seed = 20261123

it(
  "[P1] twenty kills while four writers post lose, double and leave undecided nothing that was acknowledged",
  { timeout: 180_000 },
  async () => {
    const report = await crashRounds(20, seed)
    expect(report).toMatchObject({ lost: [], doubled: [], undecided: [], integrity: "ok" })
    expect(report.acknowledged).toBeGreaterThan(20)
  },
)

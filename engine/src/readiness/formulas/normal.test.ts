import { cumulativeStdNormalProbability } from "simple-statistics"
import { describe, expect, it } from "vitest"
import { normalUpperTail } from "./normal.ts"

describe("upper tail of the normal", () => {
  it.each([
    { z: 0, p: 0.5 },
    { z: 1, p: 0.158655254 },
    { z: 1.959963985, p: 0.025 },
    { z: -1.959963985, p: 0.975 },
    { z: 3, p: 0.001349898 },
    { z: 40, p: 0 },
    { z: -40, p: 1 },
  ])("beyond $z is $p", ({ z, p }) => {
    expect(normalUpperTail(z)).toBeCloseTo(p, 8)
  })

  it("agrees with simple-statistics' table", () => {
    for (let z = -3; z <= 3; z += 0.25) expect(1 - normalUpperTail(z)).toBeCloseTo(cumulativeStdNormalProbability(z), 3)
  })
})

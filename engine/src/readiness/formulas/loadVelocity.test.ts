import { describe, expect, it } from "vitest"
import { fitLoadVelocity, loadAtVelocity, velocityAt, velocityAtMax, velocityLossPct } from "./loadVelocity.ts"

describe("load–velocity profile", () => {
  it("recovers an exact line", () => {
    const profile = fitLoadVelocity([40, 60, 80, 100], [1.1, 0.9, 0.7, 0.5])
    expect(profile?.intercept).toBeCloseTo(1.5, 12)
    expect(profile?.slope).toBeCloseTo(-0.01, 12)
    expect(profile).toMatchObject({ points: 4, distinctLoads: 4, lightestKg: 40, heaviestKg: 100 })
  })

  it("fits scattered points by least squares", () => {
    const profile = fitLoadVelocity([50, 70, 90, 110, 110], [1.05, 0.88, 0.66, 0.49, 0.51])
    expect(profile?.slope).toBeCloseTo(-0.0092794, 6)
    expect(profile?.intercept).toBeCloseTo(1.5160294, 6)
  })

  it.each([
    ["squat", velocityAtMax.squat, 120],
    ["bench", velocityAtMax.bench, 133],
    ["deadlift", velocityAtMax.deadlift, 135],
  ])("reads the maximum of the %s at its own velocity", (_lift, velocity, maxKg) => {
    const profile = fitLoadVelocity([40, 60, 80, 100], [1.1, 0.9, 0.7, 0.5])
    expect(profile && loadAtVelocity(profile, velocity)).toBeCloseTo(maxKg, 9)
    expect(profile && velocityAt(profile, maxKg)).toBeCloseTo(velocity, 9)
  })

  it("gives no profile for a single load", () => {
    expect(fitLoadVelocity([80, 80, 80], [0.7, 0.71, 0.69])).toBeUndefined()
    expect(fitLoadVelocity([], [])).toBeUndefined()
  })

  it("gives no maximum when speed does not fall with load", () => {
    const profile = fitLoadVelocity([40, 60], [0.5, 0.6])
    expect(profile && loadAtVelocity(profile, 0.3)).toBeUndefined()
  })
})

describe("velocity loss", () => {
  it.each([
    ["falls from the best rep to the last", [0.8, 0.82, 0.7, 0.656], 20],
    ["is zero when the last rep is the best", [0.6, 0.65], 0],
    ["is zero for one rep", [0.5], 0],
  ])("%s", (_name, velocities, pct) => {
    expect(velocityLossPct(velocities)).toBeCloseTo(pct, 9)
  })

  it("is undefined for an empty set or one without movement", () => {
    expect(velocityLossPct([])).toBeUndefined()
    expect(velocityLossPct([0, 0])).toBeUndefined()
  })
})

import { toDay } from "@barometer/engine/readiness"
import { describe, expect, it } from "vitest"
import { healthyWithout } from "./options.ts"
import { simulateSquad } from "./simulateSquad.ts"

const base = { athletes: 3, days: 120, seed: 7 }
type Squad = ReturnType<typeof simulateSquad>
const mornings = ({ entries }: Squad) =>
  entries.flatMap((entry) => (entry.type === "checkIn" && entry.phase === "morning" ? [entry] : []))
const sessions = ({ entries }: Squad) =>
  entries.flatMap((entry) => (entry.type === "checkIn" && entry.phase === "postSession" ? [entry] : []))
const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length

describe("simulateSquad", () => {
  it("makes the same squad of the same options, and another of another seed", () => {
    expect(simulateSquad(base)).toEqual(simulateSquad(base))
    expect(simulateSquad({ ...base, seed: 8 })).not.toEqual(simulateSquad(base))
  })

  it("begins a larger squad with the smaller one", () => {
    const [small, large] = [simulateSquad(base), simulateSquad({ ...base, athletes: 5 })]
    expect(large.entries.slice(0, small.entries.length)).toEqual(small.entries)
    expect(large.truth.slice(0, 3)).toEqual(small.truth)
  })

  it("leaves everything else as it was when one ingredient is left out", () => {
    const [whole, part] = [simulateSquad(base), simulateSquad({ ...base, without: ["sessions"] })]
    expect(mornings(part)).toEqual(mornings(whole))
    expect(sessions(part)).toEqual([])
  })

  it("refuses options out of range", () => {
    expect(() => simulateSquad({ ...base, athletes: 0 })).toThrow()
    expect(() => simulateSquad({ ...base, overreaching: 2 })).toThrow()
  })

  it("puts an athlete's entries in order of time", () => {
    const { entries } = simulateSquad({ ...base, athletes: 1 })
    const dates = entries.flatMap((entry) => ("localDate" in entry ? [entry.localDate] : []))
    expect(dates).toEqual(dates.toSorted())
  })
})

describe("a healthy squad", () => {
  const squad = simulateSquad({ athletes: 40, days: 200, seed: 1, without: [...healthyWithout] })

  it("ails nothing, and plans every deload", () => {
    expect(squad.truth.flatMap(({ episodes }) => episodes)).toEqual([])
    expect(squad.truth.every(({ deloadEveryWeeks }) => deloadEveryWeeks === 5)).toBe(true)
    expect(squad.entries.some(({ type }) => type === "annotation")).toBe(false)
    expect(mornings(squad).every(({ joints }) => joints?.length === 0)).toBe(true)
  })

  it("misses about 22 % of mornings", () => {
    expect(1 - mornings(squad).length / (40 * 200)).toBeCloseTo(0.22, 1)
  })

  it("answers with an SD near .8 levels, and beats with an SD near 3 bpm that lasts from day to day", () => {
    const byAthlete = Map.groupBy(mornings(squad), ({ athleteId }) => athleteId)
    const spreads = (measure: string) =>
      [...byAthlete.values()].map((own) => {
        const values = own.map(({ measures }) => measures?.[measure] ?? Number.NaN)
        return Math.sqrt(mean(values.map((value) => (value - mean(values)) ** 2)))
      })
    expect(mean(spreads("mood"))).toBeGreaterThan(0.7)
    expect(mean(spreads("mood"))).toBeLessThan(0.95)
    expect(mean(spreads("restingHr"))).toBeCloseTo(3, 0)
    const lags = [...byAthlete.values()].map((own) =>
      lag1(own.map(({ localDate, measures }) => [toDay(localDate), measures?.restingHr ?? Number.NaN])),
    )
    expect(mean(lags)).toBeGreaterThan(0.3)
    expect(mean(lags)).toBeLessThan(0.5)
  })

  it("trains three or four times a week, lighter and shorter in deloads", () => {
    const perWeek = sessions(squad).length / 40 / (200 / 7)
    expect(perWeek).toBeGreaterThan(2.7)
    expect(perWeek).toBeLessThan(4)
    const sets = (isDeload: boolean) =>
      mean(
        sessions(squad)
          .filter(
            ({ athleteId, localDate }) =>
              squad.truth
                .find((truth) => truth.athleteId === athleteId)
                ?.deloads.some(({ from, to }) => from <= localDate && localDate <= to) === isDeload,
          )
          .map(({ session }) => session?.sets?.length ?? 0),
      )
    expect(sets(true)).toBeLessThan(0.7 * sets(false))
  })
})

describe("planted overreaching", () => {
  const squad = simulateSquad({ athletes: 60, days: 150, seed: 3, overreaching: 1, without: [...healthyWithout] })
  const episodes = new Map(
    squad.truth.flatMap(({ athleteId, episodes: [episode] }) =>
      episode === undefined ? [] : [[athleteId, episode] as const],
    ),
  )

  it("befalls everyone once, for ten days or more, clear of planned deloads", () => {
    expect(episodes.size).toBe(60)
    for (const { athleteId, deloads } of squad.truth) {
      const { from, to } = episodes.get(athleteId) ?? { from: "", to: "" }
      expect(toDay(to) - toDay(from)).toBeGreaterThanOrEqual(9)
      expect(deloads.some((deload) => deload.from <= to && from <= deload.to)).toBe(false)
    }
  })

  it.each([
    ["restingHr", 7, 1],
    ["sleepQuality", -1.5, 0.3],
    ["motivation", -1.5, 0.3],
    ["fatigue", 1.5, 0.3],
    ["mood", 0, 0.15],
  ] as const)("moves %s by %d once it has ramped up", (measure, by, tolerance) => {
    const values = (isWithin: boolean) =>
      mean(
        mornings(squad).flatMap(({ athleteId, localDate, measures }) => {
          const { from, to } = episodes.get(athleteId) ?? { from: "", to: "" }
          const isIn = toDay(localDate) >= toDay(from) + 2 && localDate <= to
          const isOut = localDate < from || localDate > to
          const value = measures?.[measure]
          return value !== undefined && (isWithin ? isIn : isOut) ? [value] : []
        }),
      )
    expect(Math.abs(values(true) - values(false) - by)).toBeLessThan(tolerance)
  })
})

describe("a mixed squad", () => {
  it("has told and untold illness, gaps without a word, and joints that hurt", () => {
    const squad = simulateSquad({ athletes: 40, days: 365, seed: 5 })
    const episodes = squad.truth.flatMap(({ athleteId, episodes: own }) =>
      own.map((episode) => ({ athleteId, ...episode })),
    )
    expect(new Set(episodes.map(({ kind }) => kind))).toEqual(
      new Set(["illness", "travel", "jointTrouble", "gap", "flatAnswers"]),
    )
    const gap = episodes.find(({ kind }) => kind === "gap")
    expect(
      squad.entries.some(
        (entry) =>
          entry.type === "checkIn" &&
          entry.athleteId === gap?.athleteId &&
          entry.localDate >= gap.from &&
          entry.localDate <= gap.to,
      ),
    ).toBe(false)
    const annotated = squad.entries.filter(({ type }) => type === "annotation").length
    const ills = episodes.filter(({ kind }) => kind === "illness" || kind === "travel").length
    expect(annotated).toBeGreaterThan(0.6 * ills)
    expect(annotated).toBeLessThan(ills)
    expect(mornings(squad).some(({ joints }) => joints?.some(({ pain }) => pain >= 4))).toBe(true)
    expect(squad.truth.some(({ deloadEveryWeeks }) => deloadEveryWeeks === null)).toBe(true)
    expect(new Set(squad.truth.map(({ experience }) => experience)).size).toBe(3)
  })
})

/** Correlation of values one day apart. */
function lag1(days: readonly (readonly [day: number, value: number])[]): number {
  const centre = mean(days.map(([, value]) => value))
  const spread = mean(days.map(([, value]) => (value - centre) ** 2))
  const pairs = days.flatMap(([day, value], index) => {
    const next = days[index + 1]
    return next?.[0] === day + 1 ? [(value - centre) * (next[1] - centre)] : []
  })
  return mean(pairs) / spread
}

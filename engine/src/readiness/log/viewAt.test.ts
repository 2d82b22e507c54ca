import { describe, expect, it } from "vitest"
import { checkIn, date, days, entry, logOf, asOf, today, viewOf } from "../signals/logFixture.ts"
import { toMoment } from "./moment.ts"
import { phaseNames } from "./schema.ts"
import { viewAt } from "./viewAt.ts"

const at = (hour: string) => ({ recordedAt: `2020-03-01T${hour}:00:00Z` })

describe("a measure in a view", () => {
  const entries = [
    ...days("motivation", -1, [4, 3]),
    ...days("motivation", -1, [2, 2], "preSession"),
    ...days("motivation", -2, [5, 5, 5], "afterWarmup"),
    ...days("motivation", -3, [1, 1, 1, 1], "postSession"),
  ]
  it.each([
    { phase: "morning", daily: [1, 5, 4, 3], before: [2, 3], after: [5, 5] },
    { phase: "preSession", daily: [1, 5, 4, 3], before: [2, 2], after: [5, 5] },
    { phase: "afterWarmup", daily: [1, 5, 4, 3], before: [2, 2], after: [5, 5, 5] },
    { phase: "postSession", daily: [1, 5, 4, 3], before: [2, 2], after: [5, 5, 5] },
  ] as const)(
    "at $phase is $daily by day, $before before and $after after the warm-up",
    ({ phase, daily, before, after }) => {
      const view = viewOf(entries, { phase })
      expect(view.daily("motivation")).toEqual({ days: [-3, -2, -1, 0].map((day) => today + day), values: daily })
      expect(view.beforeSession("motivation")).toEqual({ days: [today - 1, today], values: before })
      expect(view.afterWarmup("motivation").values).toEqual(after)
    },
  )

  it("said only before the session is not seen in the morning", () => {
    const view = viewOf(days("motivation", -1, [4, 3], "preSession"))
    expect(view.daily("motivation").values).toEqual([4])
    expect(view.beforeSession("motivation").values).toEqual([4])
  })

  it("said twice at one phase is the latest recorded; the rest is merged", () => {
    const view = viewOf([
      checkIn(0, { clientId: "app", measures: { fatigue: 3, mood: 4 }, ...at("09") }),
      checkIn(0, { clientId: "watch", measures: { fatigue: 2, restingHr: 50 }, ...at("07") }),
    ])
    expect(["fatigue", "mood", "restingHr"].map((measure) => view.daily(measure).values)).toEqual([[3], [4], [50]])
  })

  it("that nobody logged is empty, names of the language included", () => {
    for (const name of ["gripKg", "toString", "constructor"])
      expect(viewOf(entries).daily(name)).toEqual({ days: [], values: [] })
  })
})

describe("answers in a view", () => {
  it("of two answers about a joint with no telling which came later, the worse counts", () => {
    const said = (clientId: string, pain: number) => checkIn(0, { clientId, joints: [{ joint: "hip", pain }] })
    for (const [first, second] of [
      [8, 3],
      [3, 8],
    ] as const)
      for (const ids of ["ab", "xy", "17"])
        expect(viewOf([said(ids.charAt(0), first), said(ids.charAt(1), second)]).joints.at(-1)?.pain).toEqual(
          new Map([["hip", 8]]),
        )
  })

  it("joints of one phase are merged, the latest word on each, the worst of its sides", () => {
    const view = viewOf([
      checkIn(0, {
        clientId: "a",
        joints: [
          { joint: "knee", side: "left", pain: 2 },
          { joint: "knee", side: "right", pain: 4 },
          { joint: "hip", pain: 1 },
        ],
        ...at("07"),
      }),
      checkIn(0, { clientId: "b", joints: [{ joint: "hip", pain: 0 }], ...at("08") }),
      checkIn(-1, { joints: [] }),
    ])
    expect(view.joints).toEqual([
      { day: today - 1, phase: "morning", pain: new Map() },
      {
        day: today,
        phase: "morning",
        pain: new Map([
          ["knee", 4],
          ["hip", 0],
        ]),
      },
    ])
  })

  it("symptoms and discomfort are one an entry, up to the phase", () => {
    const entries = [
      checkIn(0, { phase: "afterWarmup", symptoms: ["fever"], discomfort: "signal" }),
      checkIn(0, { symptoms: [] }),
      checkIn(-1, { discomfort: "effort" }),
    ]
    const seen = (phase: (typeof phaseNames)[number]) => {
      const { symptoms, discomfort } = viewOf(entries, { phase })
      return [symptoms.map(({ value }) => value), discomfort.map(({ value }) => value)]
    }
    expect(seen("morning")).toEqual([[[]], ["effort"]])
    expect(seen("afterWarmup")).toEqual([
      [[], ["fever"]],
      ["effort", "signal"],
    ])
  })
})

describe("a view", () => {
  it("knows the days with a check-in up to its phase", () => {
    const entries = [checkIn(-4), checkIn(-4, { phase: "preSession" }), checkIn(0, { phase: "preSession" })]
    expect(viewOf(entries).checkInDays).toEqual([today - 4])
    expect(viewOf(entries, { phase: "preSession" }).checkInDays).toEqual([today - 4, today])
    expect(viewOf(entries).firstDay).toBe(today - 4)
    expect(viewOf(entries, { day: -5 }).firstDay).toBeUndefined()
  })

  it("knows causes from their first day on; one without an end is open", () => {
    const entries = [
      entry({ type: "annotation", cause: "exam", from: date(0), to: date(3) }),
      entry({ type: "annotation", cause: "newborn", from: date(-9) }),
    ]
    expect(viewOf(entries).annotations).toEqual([
      { cause: "newborn", from: today - 9, to: Infinity },
      { cause: "exam", from: today, to: today + 3 },
    ])
    expect(viewOf(entries, { day: -1 }).annotations).toHaveLength(1)
  })

  it("knows the coach's dated words, the latest recorded of one date", () => {
    const entries = [
      entry({ type: "athlete", experience: "beginner", team: "north", trainingStart: "2019-01-01", ...at("07") }),
      entry({ type: "athlete", experience: "advanced", experienceFrom: date(-3) }),
      entry({ type: "athlete", experience: "intermediate", trainingStart: "2017-01-01", ...at("08") }),
    ]
    expect(viewOf(entries).experience).toBe("advanced")
    expect(viewOf(entries, { day: -4 })).toMatchObject({ experience: "intermediate", team: "north" })
    expect(viewOf(entries).trainingStart).toBe(17_167)
  })

  it("knows choices as they were made", () => {
    const choice = {
      type: "choice",
      localDate: date(-1),
      verdict: "deload",
      did: "changed",
      changedTo: "reduce",
      from: date(0),
      to: date(2),
    }
    expect(viewOf([entry(choice)]).choices).toEqual([
      { day: today - 1, verdict: "deload", did: "changed", changedTo: "reduce", from: today, to: today + 2 },
    ])
  })

  it("can be inherited from: its other members go on working", () => {
    const view = viewOf(days("fatigue", -1, [2, 3]))
    const other: typeof view = Object.create(view, { joints: { value: [] } })
    expect(other.daily("fatigue").values).toEqual([2, 3])
    expect([other.joints, other.sessions, other.isExcludedFromBaselines(today)]).toEqual([[], [], false])
  })

  it("of one log at many moments is what a log of that moment alone would show", () => {
    const entries = [
      ...days(
        "fatigue",
        -20,
        Array.from({ length: 21 }, (_, index) => 1 + (index % 9) / 2),
      ),
    ]
    const log = logOf(entries)
    for (const day of [-20, -7, 0, 5])
      expect(viewAt(log, asOf({ day })).daily("fatigue").values).toHaveLength(Math.min(21, Math.max(0, day + 21)))
  })
})

describe("entries seen at a moment", () => {
  const log = logOf([checkIn(1), checkIn(0, { phase: "postSession" }), checkIn(-1), checkIn(0)])

  it.each([
    { day: -2, phase: "postSession", count: 0 },
    { day: 0, phase: "morning", count: 2 },
    { day: 0, phase: "afterWarmup", count: 2 },
    { day: 0, phase: "postSession", count: 3 },
    { day: 9, phase: "morning", count: 4 },
  ] as const)("are the first $count of those that count on day $day at $phase", ({ day, phase, count }) => {
    expect(log.entriesUpTo(toMoment(today + day, phase))).toEqual(log.entries.slice(0, count))
    expect(log.checkInsUpTo(toMoment(today + day, phase))).toEqual(log.checkIns.slice(0, count))
  })
})

import { describe, expect, it } from "vitest"
import { checkIn, session, today, viewOf } from "../signals/logFixture.ts"

const working = { exercise: "squat", loadKg: 100, reps: 5, kind: "working" } as const
const warmup = { exercise: "squat", loadKg: 60, reps: 5, kind: "warmup" } as const
const post = (clientId: string, parts: Record<string, unknown>, hour = 18) => ({
  ...session(0, parts),
  clientId,
  recordedAt: `2020-03-01T${hour}:00:00Z`,
})
const after = { phase: "postSession" } as const

describe("sessions", () => {
  it("are seen after the session, and on later days", () => {
    const entries = [session(-1, { rpe: 7 }), session(0, { rpe: 8 })]
    expect(viewOf(entries, { phase: "afterWarmup" }).sessions.map(({ rpe }) => rpe)).toEqual([7])
    expect(viewOf(entries, after).sessions.map(({ rpe }) => rpe)).toEqual([7, 8])
    expect(viewOf(entries, { day: 1 }).sessions).toHaveLength(2)
  })

  it.each([
    {
      name: "sets and rating apart",
      posts: [{ sets: [working], durationMin: 60 }, { rpe: 7 }],
      rpe: 7,
      minutes: 60,
      sets: 1,
    },
    {
      name: "two sessions",
      posts: [
        { rpe: 6, durationMin: 90, sets: [working] },
        { rpe: 9, durationMin: 30, sets: [working] },
      ],
      rpe: 6.75,
      minutes: 120,
      sets: 2,
    },
    { name: "two ratings, one length", posts: [{ rpe: 6, durationMin: 90 }, { rpe: 8 }], rpe: 8, minutes: 90, sets: 0 },
  ])("of one day are merged: $name", ({ posts, rpe, minutes, sets }) => {
    const view = viewOf(
      posts.map((parts, index) => post(`c${index}`, parts, 18 + index)),
      after,
    )
    expect(view.sessions).toHaveLength(1)
    expect(view.sessions[0]).toMatchObject({ day: today, rpe, durationMin: minutes })
    expect(view.sessions[0]?.sets).toHaveLength(sets)
  })

  it.each([
    { statuses: ["completed", "skipped"], is: "completed" },
    { statuses: ["skipped", "cutShort"], is: "cutShort" },
    { statuses: ["completed", "cutShort"], is: "cutShort" },
    { statuses: ["skipped"], is: "skipped" },
    { statuses: [undefined], is: undefined },
  ])("with statuses $statuses are $is", ({ statuses, is }) => {
    const entries = statuses.map((status, index) => post(`c${index}`, { status }, 18 + index))
    expect(viewOf(entries, after).sessions[0]?.status).toBe(is)
  })

  it("hold the warm-up sets sent before, unless they are repeated", () => {
    const before = checkIn(0, { phase: "afterWarmup", session: { sets: [warmup] } })
    const sets = (posted: readonly unknown[]) => viewOf([before, post("s", { sets: posted })], after).sessions[0]?.sets
    expect(sets([working])).toEqual([warmup, working])
    expect(sets([{ ...warmup, reps: 3 }, working])).toEqual([{ ...warmup, reps: 3 }, working])
  })

  it("today's warm-up sets are seen from the warm-up on", () => {
    const entries = [checkIn(0, { phase: "afterWarmup", session: { sets: [warmup] } }), post("s", { sets: [working] })]
    expect(viewOf(entries, { phase: "preSession" }).warmupSets).toEqual([])
    expect(viewOf(entries, { phase: "afterWarmup" }).warmupSets).toEqual([warmup])
    expect(viewOf(entries, after).warmupSets).toEqual([warmup])
    expect(viewOf(entries, { day: 1 }).warmupSets).toEqual([])
  })

  it.each([
    { measure: "sessionRpe", is: 8 },
    { measure: "sessionLoad", is: 480 },
    { measure: "sessionTonnage", is: 500 },
    { measure: "sessionMinutes", is: 60 },
  ])("yield $measure $is as a daily measure", ({ measure, is }) => {
    const sets = [warmup, working, { exercise: "plank", reps: 1 }]
    const entries = [
      session(-2, { status: "skipped", rpe: 0, durationMin: 0 }),
      session(-1, {}),
      session(0, { rpe: 8, durationMin: 60, sets }),
    ]
    expect(viewOf(entries, after).daily(measure)).toEqual({ days: [today], values: [is] })
    expect(viewOf(entries).daily(measure)).toEqual({ days: [], values: [] })
  })

  it("first of all was the first that was not skipped", () => {
    const entries = [session(-5, { status: "skipped" }), session(-3), session(-1)]
    expect(viewOf(entries).firstSession).toBe(today - 3)
    expect(viewOf(entries, { day: -3 }).firstSession).toBeUndefined()
  })
})

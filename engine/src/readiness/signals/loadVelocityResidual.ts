import { z } from "zod"
import { fitLoadVelocity, velocityAt } from "../formulas/loadVelocity.ts"
import { minimalDetectableChange } from "../formulas/minimalDetectableChange.ts"
import { mean } from "../formulas/statistics.ts"
import { fromDay } from "../log/day.ts"
import type { LogView, Session } from "../log/logView.ts"
import type { LoggedSet } from "../log/schema.ts"
import { setsByLift, toLiftKey, toSetEvidence } from "./liftSets.ts"
import { daysParameter, labelled, numberParameter } from "./parameters.ts"
import { known, unknown, type SignalKind } from "./signal.ts"
import { sessionsBetween } from "./trainedSessions.ts"

const parameters = z.strictObject({
  kind: z.literal("loadVelocityResidual"),
  ...labelled,
  yield: z.enum(["residual", "dropLifts"]).default("residual"),
  withinDays: daysParameter(14, 180).default(90),
  minLoads: z.int().min(3).max(12).default(4).describe("Different loads a profile needs."),
  sem: numberParameter(0, 0.5).default(0.05).describe("Standard error of measurement of the device, m/s."),
})

const askedDays = 28

interface TimedSet {
  readonly loadKg: number
  readonly velocity: number
}

/**
 * How fast today's warm-up moved against the lifter's own load–velocity line of earlier sessions, within its range of
 * loads: m/s of the slowest lift (below zero is slower), or how many lifts are slower than the device's noise allows.
 * @example {"kind":"loadVelocityResidual","yield":"dropLifts","minLoads":4}
 */
export const loadVelocityResidual: SignalKind<typeof parameters> = {
  kind: "loadVelocityResidual",
  parameters,
  declare: ({ label, yield: yielded }) =>
    yielded === "residual"
      ? { type: "number", label: label ?? "Warm-up speed against profile", unit: "m/s", range: [-4, 4] }
      : { type: "number", label: label ?? "Lifts slow in the warm-up", unit: "lifts", whole: true, range: [0, 50] },
  reads: () => ["sets"],
  derive: ({ yield: yielded, withinDays, minLoads, sem }, { log }) => {
    const today = Map.groupBy(log.warmupSets.filter(isTimed), ({ exercise }) => toLiftKey(exercise))
    if (today.size === 0) return unknown(wasTimed(log) ? "stale" : "notAsked")
    const earlier = sessionsBetween(log.sessions, log.today - withinDays, log.today - 1)
    const judged = [...today].flatMap(([lift, sets]) => {
      const points = timedSetsOf(earlier, lift)
      const profile = fitLoadVelocity(
        points.map(({ loadKg }) => loadKg),
        points.map(({ velocity }) => velocity),
      )
      if (profile === undefined || profile.distinctLoads < minLoads || profile.slope >= 0) return []
      const inRange = sets.filter(({ loadKg = 0 }) => profile.lightestKg <= loadKg && loadKg <= profile.heaviestKg)
      if (inRange.length === 0) return []
      const residual = mean(
        inRange.map(({ loadKg = 0, meanVelocity = 0 }) => meanVelocity - velocityAt(profile, loadKg)),
      )
      const noise = minimalDetectableChange(inRange.length, profile.points, sem)
      return [
        { name: sets[0]?.exercise ?? lift, sets: inRange, residual, isSlow: residual < -noise, points: points.length },
      ]
    })
    judged.sort((a, b) => a.residual - b.residual)
    const worst = judged[0]
    if (worst === undefined) return unknown("noBaseline")
    const slow = judged.filter(({ isSlow }) => isSlow)
    return known(yielded === "residual" ? worst.residual : slow.length, {
      days: [fromDay(log.today)],
      sets: judged.flatMap(({ sets }) => sets.map((set) => toSetEvidence(log.today, set))),
      n: worst.points,
      each: Object.fromEntries(judged.map(({ name, residual }) => [name, residual])),
      lifts: slow.map(({ name }) => name),
    })
  },
}

function isTimed({ loadKg, meanVelocity }: LoggedSet): boolean {
  return loadKg !== undefined && loadKg > 0 && meanVelocity !== undefined && meanVelocity > 0
}

function wasTimed({ sessions, today }: LogView): boolean {
  return sessionsBetween(sessions, today - askedDays + 1, today).some(({ sets }) => sets.some(isTimed))
}

function timedSetsOf(sessions: readonly Session[], lift: string): readonly TimedSet[] {
  return sessions.flatMap((session) =>
    (setsByLift(session).get(lift) ?? [])
      .filter(isTimed)
      .map(({ loadKg = 0, meanVelocity = 0 }) => ({ loadKg, velocity: meanVelocity })),
  )
}

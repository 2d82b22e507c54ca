import { z } from "zod"
import { mannKendallP } from "../formulas/mannKendall.ts"
import { theilSenSlope } from "../formulas/theilSen.ts"
import { fromDay, type Day } from "../log/day.ts"
import type { LogView, Series } from "../log/logView.ts"
import { jointNames, type Joint } from "../log/schema.ts"
import { measureNameSchema } from "../measures.ts"
import { daysParameter, labelled } from "./parameters.ts"
import { labelOfMeasure, lastDays, measureNamed, whyTooFew } from "./readings.ts"
import { known, unknown, type SignalKind } from "./signal.ts"

/** Theil–Sen looks at all pairs of days. */
const mostDays = 60

const parameters = z.strictObject({
  kind: z.literal("trend"),
  ...labelled,
  of: measureNameSchema.describe("A measure, or `joints`: each that hurt for itself, the worst counts."),
  days: daysParameter(2, mostDays).default(7),
  min: daysParameter(2, mostDays).default(5).describe("Days with a reading needed."),
  yield: z.enum(["slope", "p"]).default("slope").describe("Theil–Sen slope a day, or Mann–Kendall's one-sided p."),
  direction: z.enum(["falling", "rising"]).optional().describe("Of p; absent: the worse one."),
})

/**
 * Where the last days are going: Theil–Sen slope in the measure's unit a day, or the one-sided p of Mann–Kendall.
 * @example {"kind":"trend","of":"sleepQuality","days":7,"min":5,"yield":"p","direction":"falling"}
 */
export const trend: SignalKind<typeof parameters> = {
  kind: "trend",
  parameters,
  declare: ({ label, of, yield: yields }, measures) => {
    const name = of === "joints" ? "Joint pain" : labelOfMeasure(of, measures)
    if (yields === "p") return { type: "number", label: label ?? `${name}: p of its trend`, unit: "", range: [0, 1] }
    const unit = of === "joints" ? "of 10" : (measureNamed(of, measures)?.unit ?? "")
    return { type: "number", label: label ?? `${name}: trend`, unit: `${unit} a day` }
  },
  reads: ({ of }) => [of],
  derive: ({ of, days, min, yield: yields, direction }, { log, measures }) => {
    const worse = of === "joints" || measureNamed(of, measures)?.better === "lower" ? "rising" : "falling"
    const towards = direction ?? worse
    const all = of === "joints" ? askedForJoints(log) : log.daily(of)
    const window = lastDays(all, log.today, days)
    const n = window.days.length
    const evidence = { days: window.days.map(fromDay), n }
    if (n < Math.max(min, 2)) return unknown(whyTooFew(all, n, log.today), evidence)
    const derive = ({ days: xs, values: ys }: Series) =>
      yields === "p" ? mannKendallP(ys, towards) : theilSenSlope(xs, ys)
    if (of !== "joints") return known(derive(window), evidence)
    const isWorseHigh = yields === "slope" && towards === "rising"
    const worstFirst = jointNames
      .map((joint) => ({ joint, pain: painOf(log, joint, window.days) }))
      .filter(({ pain }) => pain.values.some((level) => level > 0))
      .map(({ joint, pain }) => ({ joint, value: derive(pain) }))
      .sort((a, b) => (isWorseHigh ? b.value - a.value : a.value - b.value))
    return known(worstFirst[0]?.value ?? (yields === "p" ? 1 : 0), {
      ...evidence,
      each: Object.fromEntries(worstFirst.map(({ joint, value }) => [joint, value])),
      joints: worstFirst.map(({ joint }) => joint),
    })
  },
}

/** Days on which joints were asked for. */
function askedForJoints({ joints }: LogView): Series {
  const days = [...new Set(joints.map(({ day }) => day))]
  return { days, values: days }
}

/** A joint's worst pain of each day; 0 on a day that was asked and did not name it. */
function painOf({ joints }: LogView, joint: Joint, days: readonly Day[]): Series {
  const worst = new Map(days.map((day) => [day, 0]))
  for (const { day, pain } of joints)
    if (worst.has(day)) worst.set(day, Math.max(worst.get(day) ?? 0, pain.get(joint) ?? 0))
  return { days, values: [...worst.values()] }
}

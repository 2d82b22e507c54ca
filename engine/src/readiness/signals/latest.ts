import { z } from "zod"
import { fromDay } from "../log/day.ts"
import type { JointReading, LogView } from "../log/logView.ts"
import { measureNameSchema } from "../measures.ts"
import { daysParameter, labelled } from "./parameters.ts"
import { atSchema, isSaidAt, labelOfMeasure, measureNamed, seriesAt, whyMissing, type At } from "./readings.ts"
import { known, unknown, type SignalKind, type SignalValue } from "./signal.ts"

const parameters = z.strictObject({
  kind: z.literal("latest"),
  ...labelled,
  of: measureNameSchema.describe("A measure, or `joints` (worst pain), `symptoms` (any), `discomfort` (the word)."),
  at: atSchema.default("any"),
  maxAgeDays: daysParameter(0).default(0).describe("0: today's only."),
})

/**
 * The last reading within an age limit. Of a day with several, the latest phase speaks; a warning symptom named earlier
 * the same day stands.
 * @example {"kind":"latest","of":"joints"}
 */
export const latest: SignalKind<typeof parameters> = {
  kind: "latest",
  parameters,
  declare: ({ label, of }, measures) => {
    if (of === "joints") return { type: "number", label: label ?? "Joint pain", unit: "of 10", range: [0, 10] }
    if (of === "symptoms") return { type: "yesNo", label: label ?? "Warning symptom" }
    if (of === "discomfort")
      return { type: "word", label: label ?? "Discomfort", words: ["effort", "signal", "unsure"] }
    const { unit = "", min, max } = measureNamed(of, measures) ?? {}
    const range = min === undefined || max === undefined ? {} : { range: [min, max] as const }
    return { type: "number", label: label ?? labelOfMeasure(of, measures), unit, ...range }
  },
  reads: ({ of }) => [of],
  derive: ({ of, at, maxAgeDays }, { log }) => {
    if (of === "joints")
      return within(
        log,
        maxAgeDays,
        log.joints.findLast(({ phase }) => isSaidAt(phase, at)),
        worstJoint,
      )
    if (of === "symptoms") return latestSymptoms(log, at, maxAgeDays)
    if (of === "discomfort")
      return within(
        log,
        maxAgeDays,
        log.discomfort.findLast(({ phase }) => isSaidAt(phase, at)),
        ({ day, value }) => known(value, { days: [fromDay(day)] }),
      )
    return within(log, maxAgeDays, latestReading(log, of, at), ({ day, value }) =>
      known(value, { days: [fromDay(day)] }),
    )
  },
}

function within<T extends { readonly day: number }>(
  { today }: LogView,
  maxAgeDays: number,
  last: T | undefined,
  use: (last: T) => SignalValue,
): SignalValue {
  return last === undefined || today - last.day > maxAgeDays ? unknown(whyMissing(last?.day, today)) : use(last)
}

function worstJoint({ day, pain }: JointReading): SignalValue {
  const worstFirst = [...pain].sort(([, a], [, b]) => b - a)
  return known(worstFirst[0]?.[1] ?? 0, {
    days: [fromDay(day)],
    each: Object.fromEntries(worstFirst),
    joints: worstFirst.filter(([, level]) => level > 0).map(([joint]) => joint),
  })
}

function latestSymptoms(log: LogView, at: At, maxAgeDays: number): SignalValue {
  const answers = log.symptoms.filter(({ phase }) => isSaidAt(phase, at))
  return within(log, maxAgeDays, answers.at(-1), ({ day }) => {
    const named = [...new Set(answers.filter((answer) => answer.day === day).flatMap(({ value }) => value))]
    return known(named.length > 0, { days: [fromDay(day)], ...(named.length > 0 ? { note: named.join(", ") } : {}) })
  })
}

/** The last day's reading, at `any` the one of its latest phase. */
function latestReading(log: LogView, measure: string, at: At): { day: number; value: number } | undefined {
  const day = seriesAt(log, measure, at).days.at(-1)
  const phases: readonly At[] = at === "any" ? ["afterWarmup", "beforeSession", "any"] : [at]
  for (const phase of phases) {
    const { days, values } = seriesAt(log, measure, phase)
    const value = values.at(-1)
    if (day !== undefined && value !== undefined && days.at(-1) === day) return { day, value }
  }
  return undefined
}

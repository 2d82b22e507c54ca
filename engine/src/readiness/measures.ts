import { z } from "zod"
import { nameSchema } from "../rules/schema.ts"

/** A daily measure: its unit, its bounds, and which way is better. */
export const measureSchema = z
  .strictObject({
    label: z.string().min(1).max(80),
    unit: z.string().max(20),
    min: z.number(),
    max: z.number(),
    step: z.number().positive().optional().describe("Values lie on min + n × step; absent: any value in range."),
    better: z.enum(["higher", "lower", "neither"]),
    spread: z
      .enum(["robust", "plain"])
      .optional()
      .describe(
        "How a baseline measures centre and spread: median and 1.4826·MAD (robust, the default) or mean and SD (plain; for scales of few levels).",
      ),
    spreadFloor: z.number().nonnegative().optional().describe("The least spread a baseline may have, in the unit."),
    log: z.boolean().optional().describe("True: baselines work on the natural logarithm (HRV)."),
  })
  .meta({ id: "Measure" })
export type Measure = Readonly<z.infer<typeof measureSchema>>
export type MeasureCatalogue = Readonly<Record<string, Measure>>

export const measureNameSchema = nameSchema

const scale = (label: string, better: "higher" | "lower"): Measure => ({
  label,
  unit: "of 5",
  min: 1,
  max: 5,
  step: 0.5,
  better,
  spread: "plain",
  spreadFloor: 0.75,
})

/** The measures Barometer knows without being told (domain.md §1); a ruleset may add its own. Spread floors: §3 *Baseline*. */
export const measureCatalogue = {
  sleepQuality: scale("Sleep quality", "higher"),
  motivation: scale("Motivation", "higher"),
  mood: scale("Mood", "higher"),
  fatigue: scale("Fatigue", "lower"),
  muscleSoreness: scale("Muscle soreness", "lower"),
  stress: scale("Stress", "lower"),
  sleepHours: { label: "Sleep", unit: "h", min: 0, max: 16, better: "higher", spreadFloor: 0.5 },
  restingHr: { label: "Resting heart rate", unit: "bpm", min: 25, max: 120, better: "lower", spreadFloor: 1.5 },
  hrvRmssd: { label: "HRV (RMSSD)", unit: "ms", min: 5, max: 300, better: "higher", log: true, spread: "plain" },
  hrvSdnn: { label: "HRV (SDNN)", unit: "ms", min: 5, max: 300, better: "higher", log: true, spread: "plain" },
  bodyMass: { label: "Body mass", unit: "kg", min: 20, max: 400, better: "neither" },
} as const satisfies MeasureCatalogue

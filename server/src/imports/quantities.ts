/** What a number must be to be logged: its unit, bounds, and steps counted from the lower bound. */
export interface Quantity {
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly step?: number | undefined
}

/** The numbers of a log that are no measures, as the log's schema bounds them. */
export const quantities = {
  pain: { unit: "of 10", min: 0, max: 10, step: 0.5 },
  durationMin: { unit: "min", min: 0, max: 1_440 },
  sessionRpe: { unit: "rpe", min: 0, max: 10, step: 0.5 },
  load: { unit: "kg", min: 0, max: 1_000 },
  reps: { unit: "", min: 0, max: 500, step: 1 },
  targetReps: { unit: "", min: 0, max: 500, step: 1 },
  sets: { unit: "", min: 1, max: 50, step: 1 },
  rpe: { unit: "rpe", min: 1, max: 10, step: 0.5 },
  meanVelocity: { unit: "m/s", min: 0, max: 4 },
  peakVelocity: { unit: "m/s", min: 0, max: 8 },
} as const satisfies Readonly<Record<string, Quantity>>

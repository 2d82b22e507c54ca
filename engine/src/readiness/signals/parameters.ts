import { z } from "zod"
import { nameSchema } from "../../rules/schema.ts"

/** A number in a signal's definition: a literal within bounds, or the name of a threshold that a coach may move. */
export function numberParameter(min: number, max: number) {
  return z.union([z.number().min(min).max(max), z.strictObject({ threshold: nameSchema })])
}

/** A whole number of days, at most a year. */
export function daysParameter(min = 1, max = 365) {
  return z.union([z.int().min(min).max(max), z.strictObject({ threshold: nameSchema })])
}

/** Every kind's definition may carry a label of its own for sentences. */
export const labelled = { label: z.string().min(1).max(120).optional() } as const

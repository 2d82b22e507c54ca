import { experienceNames, localDateSchema } from "@barometer/engine/readiness"
import { z } from "zod"

/** What a squad can have besides: answers asked again after the warm-up, wave loading in the plan, competitions. */
export const extraNames = ["warmups", "waves", "competitions"] as const

/** What a simulated squad is made of, besides honest noise; each can be left out. */
export const ingredientNames = [
  "illness",
  "travel",
  "joints",
  "gaps",
  "flatAnswers",
  "sessions",
  "missedDays",
  "unplannedAthletes",
] as const
export type Ingredient = (typeof ingredientNames)[number]

export const simulationSchema = z.strictObject({
  athletes: z.int().min(1).max(100_000),
  days: z.int().min(1).max(3_650),
  seed: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  from: localDateSchema.default("2025-01-06").describe("The first day."),
  overreaching: z.number().min(0).max(1).default(0).describe("Share of athletes with one planted episode."),
  overreachingSize: z.number().min(0).max(3).default(1).describe("Its size, as a multiple of the usual one."),
  performanceDropPct: z.number().min(0).max(30).default(0).describe("Strength lost while overreaching."),
  deloadEveryWeeks: z.int().min(2).max(26).default(5).describe("The rhythm that plans have."),
  experience: z.enum([...experienceNames, "mixed"]).default("mixed"),
  without: z.array(z.enum(ingredientNames)).default([]).describe("Ingredients left out."),
  with: z.array(z.enum(extraNames)).default([]).describe("What it has besides."),
})
/** Options of a simulation, every default filled in. */
export type Simulation = Readonly<z.infer<typeof simulationSchema>>
export type SimulationOptions = Readonly<z.input<typeof simulationSchema>>

/** What a purely healthy squad goes without: nothing is wrong with anyone, and every deload is planned. */
export const healthyWithout = [
  "illness",
  "travel",
  "joints",
  "gaps",
  "flatAnswers",
  "unplannedAthletes",
] as const satisfies readonly Ingredient[]

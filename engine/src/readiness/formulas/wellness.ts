/** Hooper's items, 1–7, higher is worse (Hooper 1995). */
export interface HooperItems {
  readonly sleep: number
  readonly stress: number
  readonly fatigue: number
  readonly soreness: number
}

/** McLean's items, 1–5 in half steps, higher is better for every one (McLean 2010). */
export interface McLeanItems {
  readonly fatigue: number
  readonly sleep: number
  readonly soreness: number
  readonly stress: number
  readonly mood: number
}

/** Hooper index: the sum of the four items, 4 (best) to 28; all four are needed. */
export function hooperSum({ sleep, stress, fatigue, soreness }: HooperItems): number {
  return sleep + stress + fatigue + soreness
}

/** McLean's wellness sum of the five items, 5 to 25 (best); all five are needed. */
export function mcLeanSum({ fatigue, sleep, soreness, stress, mood }: McLeanItems): number {
  return fatigue + sleep + soreness + stress + mood
}

/** Turns a 1–5 value round, so that 1 becomes 5: Barometer's fatigue, soreness and stress as McLean asks them. */
export function invertFivePoint(value: number): number {
  return 6 - value
}

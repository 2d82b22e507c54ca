import { experience } from "./experience.ts"
import { labelled, numberParameter } from "./parameters.ts"
import type { SignalContext } from "./signal.ts"

/** Weeks after a deload from which the next may be taken, and after which it is due; beginners go longer (C13, C17). */
export const deloadLimitShape = {
  ...labelled,
  windowFromWeeks: numberParameter(1, 52).default(4),
  dueAfterWeeks: numberParameter(1, 52).default(6),
  beginnerWindowFromWeeks: numberParameter(1, 52).default(6),
  beginnerDueAfterWeeks: numberParameter(1, 52).default(8),
} as const

interface DeloadLimits {
  readonly windowFromWeeks: number
  readonly dueAfterWeeks: number
  readonly beginnerWindowFromWeeks: number
  readonly beginnerDueAfterWeeks: number
}

/** The limits in weeks that hold for the athlete: the beginner's also when experience is unknown. */
export function deloadLimitsOf(
  parameters: DeloadLimits,
  context: SignalContext,
): { readonly windowFrom: number; readonly dueAfter: number; readonly whose: string } {
  const level = experience.derive({ kind: "experience" }, context)
  return level.known && level.value !== "beginner"
    ? { windowFrom: parameters.windowFromWeeks, dueAfter: parameters.dueAfterWeeks, whose: String(level.value) }
    : {
        windowFrom: parameters.beginnerWindowFromWeeks,
        dueAfter: parameters.beginnerDueAfterWeeks,
        whose: level.known ? "beginner" : "beginner, as experience is unknown",
      }
}

import { activeCause } from "./activeCause.ts"
import { calibration } from "./calibration.ts"
import { combine } from "./combine.ts"
import { countBeyondBaseline } from "./countBeyondBaseline.ts"
import { deltaFromBaseline } from "./deltaFromBaseline.ts"
import { experience } from "./experience.ts"
import { latest } from "./latest.ts"
import { meanFromBaseline } from "./meanFromBaseline.ts"
import { runBeyondBaseline } from "./runBeyondBaseline.ts"
import type { SignalKind } from "./signal.ts"
import { trend } from "./trend.ts"
import { variation } from "./variation.ts"
import { zFromBaseline } from "./zFromBaseline.ts"

/** Every kind of signal a ruleset may define, by its name. */
export const signalKinds: Readonly<Record<string, SignalKind>> = {
  activeCause,
  calibration,
  combine,
  countBeyondBaseline,
  deltaFromBaseline,
  experience,
  latest,
  meanFromBaseline,
  runBeyondBaseline,
  trend,
  variation,
  zFromBaseline,
}

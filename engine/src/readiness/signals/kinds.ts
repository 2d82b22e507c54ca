import { activeCause } from "./activeCause.ts"
import { calibration } from "./calibration.ts"
import { combine } from "./combine.ts"
import { completion } from "./completion.ts"
import { countBeyondBaseline } from "./countBeyondBaseline.ts"
import { daysSinceDeloadDeclined, daysSinceReturn, daysSinceTraining, daysToCompetition } from "./dayCounters.ts"
import { deloadResponse } from "./deloadResponse.ts"
import { daysOverdue, deloadState } from "./deloadState.ts"
import { deltaFromBaseline } from "./deltaFromBaseline.ts"
import { estimatedMaxTrend } from "./estimatedMaxTrend.ts"
import { experience } from "./experience.ts"
import { latest } from "./latest.ts"
import { loadVelocityResidual } from "./loadVelocityResidual.ts"
import { matchedLoad } from "./matchedLoad.ts"
import { meanFromBaseline } from "./meanFromBaseline.ts"
import { persistence } from "./persistence.ts"
import { planStep } from "./planStep.ts"
import { productiveShare } from "./productiveShare.ts"
import { runBeyondBaseline } from "./runBeyondBaseline.ts"
import { sessionGain } from "./sessionGain.ts"
import { sessionRun } from "./sessionRun.ts"
import type { SignalKind } from "./signal.ts"
import { sinceDeload } from "./sinceDeload.ts"
import { trainingLoad } from "./trainingLoad.ts"
import { trend } from "./trend.ts"
import { variation } from "./variation.ts"
import { zFromBaseline } from "./zFromBaseline.ts"

/** Every kind of signal a ruleset may define, by its name. */
export const signalKinds: Readonly<Record<string, SignalKind>> = {
  activeCause,
  calibration,
  combine,
  completion,
  countBeyondBaseline,
  daysOverdue,
  daysSinceDeloadDeclined,
  daysSinceReturn,
  daysSinceTraining,
  daysToCompetition,
  deloadResponse,
  deloadState,
  deltaFromBaseline,
  estimatedMaxTrend,
  experience,
  latest,
  loadVelocityResidual,
  matchedLoad,
  meanFromBaseline,
  persistence,
  planStep,
  productiveShare,
  runBeyondBaseline,
  sessionGain,
  sessionRun,
  sinceDeload,
  trainingLoad,
  trend,
  variation,
  zFromBaseline,
}

export { type CaseFile, type QuietDay, parseCaseFile, parseQuietDay } from "./caseFile.ts"
export { type CaseReport, runCases } from "./cases.ts"
export type { Blame } from "./compare/blame.ts"
export type { Estimate } from "./compare/bootstrap.ts"
export { type Claim, type OutcomeClaims, claimsOf } from "./compare/claims.ts"
export {
  type AthleteComparison,
  type ComparedDay,
  type ComparedFlip,
  compareAthlete,
} from "./compare/compareAthlete.ts"
export {
  type Comparison,
  type ComparisonTotals,
  comparisonDigest,
  comparisonTotals,
  episodesAMonth,
  mergeComparisons,
  toComparison,
} from "./compare/comparison.ts"
export { type SideCounts, deloadKinds } from "./compare/counts.ts"
export { type RulesetDifference, diffRulesets, rulesetDifferenceSchema } from "./compare/diffRulesets.ts"
export { type Edit, applyEdits, editsBetween, silenced } from "./compare/edits.ts"
export { History, type HistoryDay, type HistoryVerdicts } from "./compare/history.ts"
export type { Side } from "./compare/side.ts"
export { type DecideOptions, decide } from "./decide.ts"
export { type Decision, decisionSchema, disclaimer } from "./decision.ts"
export { engineVersion } from "./engineVersion.ts"
export { english } from "./explain/english.ts"
export { type Flips, findFlips, flipsSchema } from "./findFlips.ts"
export { entriesSeenAt } from "./digest.ts"
export { type AthleteLog, readLog } from "./log/athleteLog.ts"
export { fromDay, toDay } from "./log/day.ts"
export type { LoggedEntry } from "./log/loggedEntry.ts"
export type { AsOf } from "./log/logView.ts"
export { viewAt } from "./log/viewAt.ts"
export { parseEntry, toLoggedEntry } from "./log/parseEntry.ts"
export * from "./log/schema.ts"
export { type Measure, type MeasureCatalogue, measureCatalogue } from "./measures.ts"
export { outcomeNames, type OutcomeName } from "./outcomeNames.ts"
export { isUnplannedBackOff, unplannedEpisodes } from "./outcomes/backOffs.ts"
export { type Agreement, type OwnCallPair, type OwnReading, ownReading, pairOwnCalls } from "./outcomes/ownReading.ts"
export { type Receipt, type Replay, receiptSchema, replay, replayDecision, toReceipt } from "./receipt.ts"
export { toRecord, traceOf } from "./record.ts"
export {
  type Ruleset,
  declareFacts,
  measuresOf,
  parseRuleset,
  lintReadiness,
  rulesetHash,
  rulesetSchema,
} from "./ruleset.ts"
export { type Situation, type Question, evaluateSituation, situationOf, toRulesInput } from "./situation.ts"
export { dayVerdict, decideTimeline, momentsOf } from "./timeline.ts"

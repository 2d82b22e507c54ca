// node test/bench/compare.ts: what comparing two rulesets costs an athlete-day, blame of every flip included.
import { parseArgs } from "node:util"
import { compareAthlete, comparisonTotals, readLog, toComparison, toLoggedEntry } from "@barometer/engine/readiness"
import { simulateSquad } from "@barometer/server/simulate"
import { parsedRuleset, rulesetDocument } from "../support/loadRuleset.ts"

const { values } = parseArgs({
  options: {
    athletes: { type: "string", default: "30" },
    days: { type: "string", default: "365" },
    seed: { type: "string", default: "1" },
  },
})
const athletes = Number(values.athletes)
const days = Number(values.days)
const squad = simulateSquad({ athletes, days, seed: Number(values.seed), overreaching: 0.5 })
const logged = [...Map.groupBy(squad.entries, ({ athleteId }) => athleteId)].map(
  ([athleteId, entries]) => [athleteId, entries.map(toLoggedEntry)] as const,
)
const standard = parsedRuleset(rulesetDocument("push-or-back-off"))
const { rhrRiseBpm } = standard.thresholds
if (rhrRiseBpm === undefined) throw new Error("the default ruleset has no rhrRiseBpm")
const moved = parsedRuleset({
  ...standard,
  thresholds: { ...standard.thresholds, rhrRiseBpm: { ...rhrRiseBpm, value: 3 } },
})

const a = { ruleset: standard, overrides: [] }
for (const [name, ruleset] of [
  ["itself", standard],
  ["one threshold moved", moved],
  ["one-day-panic", parsedRuleset(rulesetDocument("one-day-panic"))],
] as const) {
  const b = { ruleset, overrides: [] }
  const begin = performance.now()
  const parts = logged.map(([athleteId, entries]) => compareAthlete(readLog(entries, athleteId), a, b).athlete)
  const totals = comparisonTotals(toComparison(a, b, parts))
  const seconds = (performance.now() - begin) / 1_000
  const several = totals.flips.filter(({ blame }) => blame === "several").length
  console.log(
    `${name.padEnd(20)} ${seconds.toFixed(2).padStart(6)} s  ${((seconds * 1e6) / (athletes * days)).toFixed(0).padStart(5)} µs an athlete-day (${((seconds * 1e6) / totals.days).toFixed(0)} a decided day)  ${totals.flips.length} flips, ${several} of them blamed on several edits`,
  )
}

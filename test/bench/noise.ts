// npm run bench:noise: how often each shipped ruleset backs a healthy squad off, and how soon a planted overreaching.
import { parseArgs } from "node:util"
import { isUnplannedBackOff, type Ruleset, toDay } from "@barometer/engine/readiness"
import { healthyWithout, simulateSquad, type SimulatedSquad } from "@barometer/server/simulate"
import { dayVerdicts, episodeStarts } from "../support/backOffs.ts"
import { parsedRuleset, rulesetDocument, shippedRulesets } from "../support/loadRuleset.ts"

const { values } = parseArgs({
  options: {
    athletes: { type: "string", default: "60" },
    days: { type: "string", default: "180" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
    set: { type: "string", multiple: true, default: [] },
  },
})
const athletes = Number(values.athletes)
const days = Number(values.days)
const seed = Number(values.seed)
/** Before that no baseline is ready, so nothing can be told. */
const settlingDays = 35
const within = 5

const entriesOf = (squad: SimulatedSquad, athleteId: string) =>
  squad.entries.filter((entry) => entry.athleteId === athleteId)

/** `--set rhrRiseBpm=6`: what the default ruleset would do with a threshold moved; a change of a default states this. */
function withThresholds(ruleset: Ruleset, moves: readonly string[]): Ruleset {
  const thresholds = { ...ruleset.thresholds }
  for (const move of moves) {
    const [name = "", value = ""] = move.split("=")
    const threshold = thresholds[name]
    if (threshold === undefined) throw new Error(`unknown threshold \`${name}\``)
    thresholds[name] = { ...threshold, value: Number(value) }
  }
  return parsedRuleset({ ...ruleset, thresholds })
}

async function falseAlarms(ruleset: Ruleset, squad: SimulatedSquad) {
  const byRule = new Map<string, number>()
  let episodes = 0
  for (const { athleteId } of squad.truth) {
    const verdicts = await dayVerdicts(entriesOf(squad, athleteId), athleteId, ruleset)
    const start = (verdicts[0]?.day ?? 0) + settlingDays
    for (const { day, decidedBy } of episodeStarts(verdicts)) {
      if (day < start) continue
      episodes += 1
      byRule.set(decidedBy ?? "–", (byRule.get(decidedBy ?? "–") ?? 0) + 1)
    }
  }
  return {
    perMonth: episodes / ((squad.truth.length * (days - settlingDays)) / 30.44),
    byRule: [...byRule].sort((a, b) => b[1] - a[1]),
  }
}

async function detection(ruleset: Ruleset, squad: SimulatedSquad) {
  const delays: number[] = []
  let planted = 0
  let leftOut = 0
  for (const { athleteId, episodes, deloads } of squad.truth) {
    const verdicts = await dayVerdicts(entriesOf(squad, athleteId), athleteId, ruleset)
    for (const { from, to } of episodes.filter(({ kind }) => kind === "overreaching")) {
      const onset = toDay(from)
      // Whoever is in a planned deload is backing off already, and the rules say nothing more.
      if (deloads.some((deload) => toDay(deload.from) <= onset + within && onset <= toDay(deload.to))) {
        leftOut += 1
        continue
      }
      planted += 1
      const first = verdicts.find(
        (verdict) => verdict.day >= onset && verdict.day <= toDay(to) + 3 && isUnplannedBackOff(verdict),
      )
      if (first !== undefined) delays.push(first.day - onset)
    }
  }
  const sorted = delays.toSorted((a, b) => a - b)
  return {
    planted,
    leftOut,
    withinFive: delays.filter((delay) => delay <= within).length / planted,
    ever: delays.length / planted,
    medianDays: sorted[sorted.length >> 1] ?? null,
  }
}

const common = { athletes, days, seed, without: [...healthyWithout] }
const healthy = simulateSquad({ ...common, overreaching: 0 })
const planted = simulateSquad({ ...common, overreaching: 1, experience: "intermediate" })
const rows = []
for (const id of values.set.length > 0 ? shippedRulesets.slice(0, 1) : shippedRulesets) {
  const ruleset = withThresholds(parsedRuleset(rulesetDocument(id)), values.set)
  rows.push({
    ruleset: id,
    healthy: await falseAlarms(ruleset, healthy),
    overreaching: await detection(ruleset, planted),
  })
}
const report = { athletes, days, seed, rows }
if (values.json) console.log(JSON.stringify(report))
else {
  console.log(`${athletes} athletes, ${days} days, seed ${seed}; the first ${settlingDays} days do not count\n`)
  console.log(
    "ruleset            healthy: back-offs   overreaching: within 5 d   ever   median    n   (in a planned deload)",
  )
  for (const {
    ruleset,
    healthy: { perMonth },
    overreaching: o,
  } of rows)
    console.log(
      `${ruleset.padEnd(18)} ${perMonth.toFixed(2).padStart(6)} an athlete-month ${o.withinFive.toFixed(2).padStart(18)} ${o.ever.toFixed(2).padStart(10)}   ${o.medianDays === null ? "    –" : `${String(o.medianDays).padStart(3)} d`} ${String(o.planted).padStart(6)}   (${o.leftOut} left out)`,
    )
  console.log("\nthe rules behind the back-offs of a healthy squad:")
  for (const {
    ruleset,
    healthy: { byRule },
  } of rows)
    console.log(`${ruleset.padEnd(18)} ${byRule.map(([rule, count]) => `${rule} ${count}`).join(", ") || "none"}`)
}

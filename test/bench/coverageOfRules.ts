// npm run coverage:rules: how often each rule of the default ruleset fires and decides on a simulated squad that everything
// befalls. Exits 1 when a rule never fires, or a verdict rule never decides: such a rule is dead, or the squad too dull.
import { parseArgs } from "node:util"
import { decideTimeline, readLog, toLoggedEntry } from "@barometer/engine/readiness"
import { extraNames, simulateSquad } from "@barometer/server/simulate"
import { parsedRuleset, rulesetDocument } from "../support/loadRuleset.ts"

const { values } = parseArgs({
  options: {
    athletes: { type: "string", default: "40" },
    days: { type: "string", default: "240" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
})
const ruleset = parsedRuleset(rulesetDocument("push-or-back-off"))
const squad = simulateSquad({
  athletes: Number(values.athletes),
  days: Number(values.days),
  seed: Number(values.seed),
  overreaching: 0.6,
  performanceDropPct: 8,
  with: [...extraNames],
})
const entriesOf = Map.groupBy(squad.entries, ({ athleteId }) => athleteId)

const fired = new Map<string, number>()
const decided = new Map<string, number>()
const add = (counts: Map<string, number>, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1)
let decisions = 0
for (const { athleteId } of squad.truth) {
  const log = readLog((entriesOf.get(athleteId) ?? []).map(toLoggedEntry), athleteId)
  for await (const decision of decideTimeline({ log, ruleset, overrides: [], evaluator: "compiled" })) {
    decisions += 1
    for (const { rule, result } of decision.findings) if (result === true) add(fired, rule)
    for (const { rule } of decision.overruled) add(fired, rule)
    if (decision.decidedBy === null) continue
    add(fired, decision.decidedBy)
    add(decided, decision.decidedBy)
  }
}

const rows = ruleset.rules.map(({ name, title, event }) => ({
  rule: name,
  stage: event.type,
  title,
  fired: fired.get(name) ?? 0,
  ...(event.type === "verdict" && { decided: decided.get(name) ?? 0 }),
}))
const idle = rows.filter(({ fired: times, decided: last = 1 }) => times === 0 || last === 0)
if (values.json) console.log(JSON.stringify({ decisions, rows }))
else {
  console.log(`${decisions} decisions about ${squad.truth.length} athletes, seed ${values.seed}\n`)
  console.log("rule      fired   decided")
  for (const { rule, title, fired: times, decided: last } of rows)
    console.log(`${rule.padEnd(6)} ${String(times).padStart(8)} ${String(last ?? "–").padStart(9)}   ${title}`)
}
for (const { rule, fired: times } of idle) console.error(`${rule} never ${times === 0 ? "fires" : "decides"}`)
if (idle.length > 0) process.exit(1)

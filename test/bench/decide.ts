// npm run bench: what one decision costs, against log length and rule count, and how much of it is json-rules-engine.
import { cpus } from "node:os"
import { parseArgs } from "node:util"
import { type AthleteLog, type Ruleset, decide, readLog, situationOf } from "@barometer/engine/readiness"
import { evaluateWithEngine } from "@barometer/engine/rules"
import { denseLog } from "../support/denseLog.ts"
import { parsedRuleset, rulesetDocument } from "../support/loadRuleset.ts"

const { values } = parseArgs({
  options: { runs: { type: "string", default: "300" }, json: { type: "boolean", default: false } },
})
const runs = Number(values.runs)
const full = parsedRuleset(rulesetDocument("push-or-back-off"))

/** The default ruleset cut to its first `count` rules of either stage, or padded with copies of its rules under other names. */
function withRules(count: number): Ruleset {
  const own = full.rules
  const findings = own.filter(({ event }) => event.type === "finding")
  const verdicts = own.filter(({ event }) => event.type === "verdict")
  if (count < own.length) {
    // Findings are all kept, since verdicts read them.
    return parsedRuleset({ ...full, rules: [...findings, ...verdicts.slice(0, count - findings.length)] })
  }
  const copies = Array.from({ length: count - own.length }, (_, index) => {
    const rule = own[index % own.length]
    if (rule === undefined) throw new Error("no rules")
    return { ...rule, name: `${rule.name}x${index}`, priority: 1 }
  })
  return parsedRuleset({ ...full, rules: [...own, ...copies] })
}

interface Row {
  readonly days: number
  readonly rules: number
  readonly decideMs: number
  readonly compiledMs: number
  readonly engineMs: number
  readonly engineShare: number
  readonly readLogMs: number
  readonly firstDecisionMs: number
  readonly kilobytes: number
}

async function median(run: () => unknown): Promise<number> {
  for (let i = 0; i < 30; i++) await run()
  const times: number[] = []
  for (let i = 0; i < runs; i++) {
    const begin = performance.now()
    await run()
    times.push(performance.now() - begin)
  }
  return times.toSorted((a, b) => a - b)[runs >> 1] ?? Number.NaN
}

async function measure(days: number, ruleset: Ruleset): Promise<Row> {
  const { entries, lastDate } = denseLog(days)
  const log: AthleteLog = readLog(entries, "dense")
  const asOf = { localDate: lastDate, phase: "morning" as const }
  const question = { log, ruleset, overrides: [], asOf }
  const situation = situationOf(question)
  const engineMs = await median(() => evaluateWithEngine(ruleset, situation.input))
  const decideMs = await median(() => decide(question))
  const compiledMs = await median(() => decide({ ...question, evaluator: "compiled" }))
  const readLogMs = await median(() => readLog(entries, "dense"))
  const firstDecisionMs = await median(() => decide({ ...question, log: readLog(entries, "dense") }))
  return {
    days,
    rules: ruleset.rules.length,
    decideMs,
    compiledMs,
    engineMs,
    engineShare: engineMs / decideMs,
    readLogMs,
    firstDecisionMs,
    kilobytes: await kilobytesADecision(question),
  }
}

/** Bytes allocated by one decision, from the growth of the heap over a hundred without a collection. */
async function kilobytesADecision(question: Parameters<typeof decide>[0]): Promise<number> {
  globalThis.gc?.()
  const before = process.memoryUsage().heapUsed
  for (let i = 0; i < 20; i++) await decide(question)
  return (process.memoryUsage().heapUsed - before) / 20 / 1024
}

const rows: Row[] = []
for (const rules of [20, full.rules.length, 100])
  for (const days of [30, 365, 3_650]) rows.push(await measure(days, withRules(rules)))
globalThis.gc?.()
const report = {
  node: process.version,
  cpu: cpus()[0]?.model ?? "",
  runs,
  residentMb: Math.round(process.memoryUsage().rss / 1_048_576),
  rows,
}
if (values.json) console.log(JSON.stringify(report))
else {
  const ms = (value: number) => value.toFixed(2).padStart(8)
  console.log(
    `one decision with couldBecome, margins, sentences and digest; medians of ${runs}, ms; Node ${report.node}, ${report.cpu}\n`,
  )
  console.log(" rules  days   decide  closures  json-r-e  share  read log  log+decide  kB")
  for (const row of rows)
    console.log(
      `${String(row.rules).padStart(6)} ${String(row.days).padStart(5)} ${ms(row.decideMs)}  ${ms(row.compiledMs)}  ${ms(row.engineMs)}  ${(100 * row.engineShare).toFixed(0).padStart(4)}% ${ms(row.readLogMs)}    ${ms(row.firstDecisionMs)}  ${row.kilobytes.toFixed(0).padStart(5)}`,
    )
  console.log(`\nresident ${report.residentMb} MB\n${JSON.stringify(report)}`)
}

import {
  type AthleteComparison,
  claimsOf,
  compareAthlete,
  comparisonDigest,
  comparisonTotals,
  measuresOf,
  readLog,
  type Side,
  toComparison,
} from "@barometer/engine/readiness"
import { type Command, jsonOption, logOption, overridesOption, rulesetOption, type Typed } from "./command.ts"
import { comparisonLines } from "./comparisonLines.ts"
import { rangeOf } from "./decide.ts"
import { findRuleset, readOverrides } from "./findRuleset.ts"
import { readLogs } from "./readLogs.ts"
import type { Terminal } from "./terminal.ts"
import { UnusableInput } from "./unusableInput.ts"

export const compareCommand: Command = {
  summary: "Two rulesets on the same logs: every day they differ on, why, and what each would have cost.",
  usage:
    "--a R --b R --log FILE… [--a-overrides FILE] [--b-overrides FILE] [--from D] [--to D] [--outcomes]; R is ID[@N]|FILE",
  takesRest: true,
  options: {
    a: { ...rulesetOption, help: "a ruleset shipped with Barometer, or a file" },
    b: { ...rulesetOption, help: "the one to hold against it" },
    log: logOption,
    "a-overrides": overridesOption,
    "b-overrides": overridesOption,
    from: { value: "DATE", help: "first date, YYYY-MM-DD" },
    to: { value: "DATE", help: "last date, YYYY-MM-DD" },
    outcomes: { help: "hold both against logged injuries, missed and modified sessions" },
    json: jsonOption,
  },
  notes: [
    "Both decide on what was logged, whatever was done about it then; neither can show what would have followed.",
    "An unplanned back-off is reduce, deload or refer that neither the plan nor the calendar called.",
  ],
  run: compareLogs,
}

async function compareLogs(typed: Typed, terminal: Terminal): Promise<0> {
  const range = rangeOf(typed)
  const [a, b] = [await sideOf("a", typed, terminal), await sideOf("b", typed, terminal)]
  const measures = { ...measuresOf(b.ruleset), ...measuresOf(a.ruleset) }
  const logs = await readLogs([...typed.texts("log"), ...typed.rest], measures, terminal)
  const athletes: AthleteComparison[] = []
  for (const [athleteId, entries] of logs)
    athletes.push(compareAthlete(readLog(entries, athleteId), a, b, range).athlete)
  const comparison = toComparison(a, b, athletes)
  const totals = comparisonTotals(comparison)
  const outcomes = typed.has("outcomes") ? claimsOf(comparison) : undefined
  if (typed.has("json")) {
    const { flips, ...rest } = totals
    await terminal.print(
      JSON.stringify({
        a: comparison.a,
        b: comparison.b,
        totals: rest,
        flips,
        athletes: comparison.athletes.map(({ flips: _, ...athlete }) => athlete),
        ...(outcomes !== undefined && { outcomes }),
        digest: comparisonDigest(comparison),
      }),
    )
  } else
    for (const line of comparisonLines([titleOf("a", a, typed), titleOf("b", b, typed)], totals, outcomes, terminal))
      await terminal.print(line)
  return 0
}

async function sideOf(name: "a" | "b", typed: Typed, terminal: Terminal): Promise<Side> {
  const named = typed.text(name)
  if (named === undefined) throw new UnusableInput(`\`--${name}\`: nothing found; expected ID[@N]|FILE`)
  const ruleset = await findRuleset(named, terminal)
  return { ruleset, overrides: await readOverrides(typed.text(`${name}-overrides`), ruleset, terminal) }
}

/** A side as it was typed, with the id of a ruleset from a file. */
function titleOf(name: "a" | "b", { ruleset: { id, version } }: Side, typed: Typed): string {
  const named = typed.text(name) ?? ""
  const overrides = typed.text(`${name}-overrides`)
  return [
    named === id || named === `${id}@${version}` ? `${id}@${version}` : `${named} (${id}@${version})`,
    ...(overrides === undefined ? [] : [`with ${overrides}`]),
  ].join(" ")
}

import { decideTimeline, localDateSchema, measuresOf, readLog } from "@barometer/engine/readiness"
import { type Command, jsonOption, logOption, overridesOption, rulesetOption, type Typed } from "./command.ts"
import { verdictWord } from "./explanationLines.ts"
import { findRuleset, readOverrides } from "./findRuleset.ts"
import { unknownWord } from "./parseTyped.ts"
import { readLogs } from "./readLogs.ts"
import { count } from "./table.ts"
import { emphasise, type Terminal } from "./terminal.ts"
import { UnusableInput } from "./unusableInput.ts"

const evaluators = ["json-rules-engine", "compiled"] as const

export const decideCommand: Command = {
  summary: "A decision for every check-in of logs, in order of time, athlete by athlete.",
  usage: "--log FILE… [--ruleset ID[@N]|FILE] [--overrides FILE] [--from D] [--to D] [--athlete A]",
  takesRest: true,
  options: {
    log: logOption,
    ruleset: rulesetOption,
    overrides: overridesOption,
    from: { value: "DATE", help: "first date, YYYY-MM-DD" },
    to: { value: "DATE", help: "last date, YYYY-MM-DD" },
    athlete: { value: "ID", help: "only this athlete" },
    evaluator: { value: "NAME", help: "json-rules-engine (default), or compiled: the same decisions, faster" },
    json: jsonOption,
  },
  run: decideLogs,
}

async function decideLogs(typed: Typed, terminal: Terminal): Promise<0> {
  const evaluator = evaluatorOf(typed)
  const range = rangeOf(typed)
  const ruleset = await findRuleset(typed.text("ruleset"), terminal)
  const overrides = await readOverrides(typed.text("overrides"), ruleset, terminal)
  const logs = await readLogs([...typed.texts("log"), ...typed.rest], measuresOf(ruleset), terminal)
  const wanted = typed.text("athlete")
  if (wanted !== undefined && !logs.has(wanted))
    throw new UnusableInput(unknownWord("athlete", wanted, [...logs.keys()]))

  const verdicts = new Map<string, number>()
  for (const [athleteId, entries] of logs) {
    if (wanted !== undefined && athleteId !== wanted) continue
    const log = readLog(entries, athleteId)
    if (!typed.has("json")) await terminal.print(emphasise(athleteId, terminal))
    for await (const decision of decideTimeline({ log, ruleset, overrides, evaluator }, range)) {
      verdicts.set(decision.verdict, (verdicts.get(decision.verdict) ?? 0) + 1)
      const { localDate, phase, verdict, decidedBy, reasons, sentence } = decision
      const word = verdictWord(verdict)
      const why = reasons.at(-1) ?? sentence
      await terminal.print(
        typed.has("json")
          ? JSON.stringify(decision)
          : `  ${localDate}  ${phase.padEnd(11)}  ${emphasise(word.padEnd(16), terminal)}  ${(decidedBy ?? "–").padEnd(3)}  ${why}`,
      )
    }
  }
  if (!typed.has("json"))
    await terminal.print(
      verdicts.size === 0
        ? "no check-in in this range"
        : `${count(
            [...verdicts.values()].reduce((sum, each) => sum + each, 0),
            "decision",
          )}: ${ruleset.outcomes.flatMap((outcome) => (verdicts.has(outcome) ? [`${verdictWord(outcome)} ${verdicts.get(outcome) ?? 0}`] : [])).join(", ")}. General information, not medical advice.`,
    )
  return 0
}

function evaluatorOf(typed: Typed): (typeof evaluators)[number] {
  const named = typed.text("evaluator") ?? "json-rules-engine"
  const evaluator = evaluators.find((each) => each === named)
  if (evaluator === undefined) throw new UnusableInput(unknownWord("evaluator", named, evaluators))
  return evaluator
}

/** The range of `--from` and `--to`; throws `UnusableInput` for what is no date. */
export function rangeOf(typed: Typed): { readonly from?: string; readonly to?: string } {
  const from = dateOf(typed, "from")
  const to = dateOf(typed, "to")
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}

/** An option that is a local date, checked against the calendar. */
export function dateOf(typed: Typed, option: string): string | undefined {
  const text = typed.text(option)
  if (text !== undefined && !localDateSchema.safeParse(text).success)
    throw new UnusableInput(`\`--${option}\`: found \`${text}\`; expected a calendar date, YYYY-MM-DD`)
  return text
}

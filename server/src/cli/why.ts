import {
  type Account,
  type Fact,
  type FactDeclarations,
  type Override,
  type RulesetBase,
  accountForRow,
  factsDomain,
  layer,
  parseFactRow,
  parseOverrides,
  parseRulesetIn,
} from "@barometer/engine/rules"
import { declareFacts, parseRuleset } from "@barometer/engine/readiness"
import { type Command, type Typed, jsonOption, overridesOption } from "./command.ts"
import { dateOf } from "./decide.ts"
import { verdictWord } from "./explanationLines.ts"
import { fileOfRuleset } from "./findRuleset.ts"
import { isFactsRuleset } from "./isFactsRuleset.ts"
import { nameOf, parseJson, readJson, readLines } from "./readInput.ts"
import { count } from "./table.ts"
import { emphasise, type Terminal } from "./terminal.ts"
import { traceLines } from "./traceLines.ts"
import { UnusableInput, toLines } from "./unusableInput.ts"

export const whyCommand: Command = {
  summary:
    "The same account for rows of facts of any domain: verdict, reasons, what is unknown, and every rule's account.",
  usage: "--rules ID[@N]|FILE --facts FILE [--overrides FILE --subject ID [--date DATE]]",
  takesRest: true,
  options: {
    rules: {
      value: "ID[@N]|FILE",
      help: "a ruleset over declared facts, or a readiness ruleset (its signals are the facts)",
    },
    facts: { value: "FILE…", multiple: true, help: "one JSON object of facts a line; `-` is standard input" },
    overrides: overridesOption,
    subject: { value: "ID", help: "whom the rows are about, for overrides" },
    date: { value: "DATE", help: "the date they are about, for overrides" },
    json: jsonOption,
  },
  run: accountForFacts,
}

async function accountForFacts(typed: Typed, terminal: Terminal): Promise<0> {
  const { ruleset, declarations } = await readRules(typed, terminal)
  const files = [...typed.texts("facts"), ...typed.rest]
  if (files.length === 0)
    throw new UnusableInput("`--facts`: nothing found; expected a file of facts, or `-` for standard input")
  const layered = layer(ruleset, await overridesOf(typed, ruleset, terminal), {
    localDate: dateOf(typed, "date") ?? "1970-01-01",
    athlete: typed.text("subject") ?? "",
  })
  const rows: { readonly where: string; readonly row: ReadonlyMap<string, Fact> }[] = []
  const wrong: string[] = []
  for (const file of files)
    for await (const { line, text } of readLines(file, terminal)) {
      const where = `${nameOf(file)}, line ${line}`
      const parsed = parseFactRow(parseJson(text, where), declarations)
      if (parsed.ok) rows.push({ where, row: parsed.value })
      else wrong.push(...toLines(where, parsed.problems))
    }
  if (wrong.length > 0) throw new UnusableInput(...wrong)
  for (const { where, row } of rows) {
    const account = await accountForRow(ruleset, declarations, row, layered)
    if (typed.has("json")) await terminal.print(JSON.stringify(account))
    else for (const line of accountLines(where, account, terminal)) await terminal.print(line)
  }
  if (!typed.has("json")) await terminal.print(count(rows.length, "row"))
  return 0
}

async function readRules(
  typed: Typed,
  terminal: Terminal,
): Promise<{ readonly ruleset: RulesetBase; readonly declarations: FactDeclarations }> {
  const named = typed.text("rules")
  if (named === undefined) throw new UnusableInput("`--rules`: nothing found; expected a ruleset")
  const file = fileOfRuleset(named)
  const json = await readJson(file, terminal)
  if (isFactsRuleset(json)) {
    const parsed = parseRulesetIn(factsDomain, json)
    if (!parsed.ok) throw new UnusableInput(...toLines(nameOf(file), parsed.problems))
    return { ruleset: parsed.value, declarations: factsDomain.declareFacts(parsed.value) }
  }
  const parsed = parseRuleset(json)
  if (!parsed.ok) throw new UnusableInput(...toLines(nameOf(file), parsed.problems))
  return { ruleset: parsed.value, declarations: declareFacts(parsed.value) }
}

async function overridesOf(typed: Typed, ruleset: RulesetBase, terminal: Terminal): Promise<readonly Override[]> {
  const file = typed.text("overrides")
  if (file === undefined) return []
  if (!typed.has("subject") || !typed.has("date"))
    throw new UnusableInput(
      "`--overrides` needs `--subject` and `--date`, as overrides hold for someone and from a date",
    )
  const parsed = parseOverrides(await readJson(file, terminal), ruleset)
  if (!parsed.ok) throw new UnusableInput(...toLines(nameOf(file), parsed.problems))
  return parsed.value
}

function accountLines(
  where: string,
  { verdict, decidedBy, reasons, overruled, couldFire, unknown, trace }: Account,
  terminal: Terminal,
): readonly string[] {
  return [
    `${where}: ${emphasise(verdictWord(verdict), terminal)}${decidedBy === null ? ", as no rule decides" : ` by ${decidedBy}`}`,
    ...reasons.map((reason) => `  ${reason}`),
    ...(overruled.length === 0 ? [] : [`  overruled: ${overruled.join(", ")}`]),
    ...(unknown.length === 0 ? [] : [`  not known: ${unknown.join(", ")}`]),
    ...(couldFire.length === 0 ? [] : [`  could hold, were it known: ${couldFire.join(", ")}`]),
    ...trace.flatMap(traceLines).map((line) => `    ${line}`),
    "",
  ]
}

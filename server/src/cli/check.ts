import { existsSync, readdirSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import {
  type CaseReport,
  type Ruleset,
  lintReadiness,
  parseCaseFile,
  parseQuietDay,
  parseRuleset,
  runCases,
} from "@barometer/engine/readiness"
import {
  type Lint,
  type Problem,
  factsDomain,
  fromJsonRulesEngine,
  lintRuleset,
  parseRulesetIn,
} from "@barometer/engine/rules"
import { type Command, type Typed, jsonOption } from "./command.ts"
import { fileOfRuleset } from "./findRuleset.ts"
import { isFactsRuleset } from "./isFactsRuleset.ts"
import { nameOf, readJson } from "./readInput.ts"
import { count, toTable } from "./table.ts"
import type { Terminal } from "./terminal.ts"
import { UnusableInput } from "./unusableInput.ts"

export const checkCommand: Command = {
  summary:
    "Checks a ruleset: its form, lints, and the cases in the folder `cases` beside it. Exit 1 when something is wrong.",
  usage: "FILE [--from-json-rules-engine]",
  takesRest: true,
  options: {
    "from-json-rules-engine": {
      help: "FILE holds rules for json-rules-engine: prints them as a ruleset, notes on standard error",
    },
    json: jsonOption,
  },
  run: checkFile,
}

/** A case file with what is wrong with it, or what its cases came to. */
interface CheckedCases {
  readonly file: string
  readonly problems: readonly Problem[]
  readonly cases: readonly CaseReport[]
}
interface Checked {
  readonly problems: readonly Problem[]
  readonly lints: readonly Lint[]
  readonly cases: readonly CheckedCases[]
}

async function checkFile(typed: Typed, terminal: Terminal): Promise<0 | 1> {
  const [named, another] = typed.rest
  if (named === undefined || another !== undefined)
    throw new UnusableInput(`found ${named === undefined ? "no file" : "several files"} to check; expected one`)
  const file = named === "-" ? named : fileOfRuleset(named)
  const json = await readJson(file, terminal)
  if (typed.has("from-json-rules-engine")) return await convert(file, json, typed, terminal)
  const checked = await check(file, json, terminal)
  const failed = checked.cases.flatMap(({ file: of, cases }) =>
    cases.filter(({ passed }) => !passed).map((one) => ({ of, ...one })),
  )
  const ok =
    checked.problems.length === 0 && failed.length === 0 && checked.cases.every(({ problems }) => problems.length === 0)
  if (typed.has("json")) await terminal.print(JSON.stringify({ file, ok, ...checked }))
  else for (const line of checkedLines(file, checked, failed)) await terminal.print(line)
  return ok ? 0 : 1
}

async function check(file: string, json: unknown, terminal: Terminal): Promise<Checked> {
  if (isFactsRuleset(json)) {
    const parsed = parseRulesetIn(factsDomain, json)
    if (!parsed.ok) return { problems: parsed.problems, lints: [], cases: [] }
    return { problems: [], lints: lintRuleset(parsed.value, factsDomain.declareFacts(parsed.value)), cases: [] }
  }
  const parsed = parseRuleset(json)
  if (!parsed.ok) return { problems: parsed.problems, lints: [], cases: [] }
  return {
    problems: [],
    lints: lintReadiness(parsed.value),
    cases: file === "-" ? [] : await checkCases(join(dirname(file), "cases"), parsed.value, terminal),
  }
}

const quietDayFile = "quiet-day.json"

async function checkCases(folder: string, ruleset: Ruleset, terminal: Terminal): Promise<readonly CheckedCases[]> {
  if (!existsSync(folder)) return []
  const quietDay = join(folder, quietDayFile)
  const base = parseQuietDay(await readJson(quietDay, terminal), ruleset)
  if (!base.ok) return [{ file: quietDay, problems: base.problems, cases: [] }]
  const checked: CheckedCases[] = []
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith(".json") || name === quietDayFile) continue
    const file = join(folder, name)
    const parsed = parseCaseFile(await readJson(file, terminal), ruleset)
    checked.push(
      parsed.ok
        ? { file, problems: [], cases: await runCases(ruleset, base.value, parsed.value) }
        : { file, problems: parsed.problems, cases: [] },
    )
  }
  return checked
}

function* checkedLines(
  file: string,
  { problems, lints, cases }: Checked,
  failed: readonly (CaseReport & { readonly of: string })[],
): Generator<string> {
  const all = cases.flatMap((each) => each.cases)
  yield `${nameOf(file)}: ${problems.length === 0 ? "its form is right" : count(problems.length, "problem")}, ${count(lints.filter(({ severity }) => severity === "warning").length, "warning")}${all.length === 0 ? "" : `, ${all.length - failed.length} of ${count(all.length, "case")} hold`}`
  yield* toTable(problems.map(({ pointer, message }) => [`  ${pointer === "" ? "/" : pointer}`, message]))
  for (const each of cases)
    for (const { pointer, message } of each.problems) yield `  cases/${basename(each.file)}: ${pointer}: ${message}`
  for (const { of, title, expected, found, closuresAgree } of failed) {
    yield `  cases/${basename(of)}: “${title}” fails${closuresAgree ? "" : " (the two evaluators differ)"}`
    yield `    expected ${JSON.stringify(expected)}`
    yield `    found    ${JSON.stringify(found)}`
  }
  yield* toTable(lints.map(({ severity, pointer, message }) => [`  ${severity}`, pointer, message]))
}

async function convert(file: string, json: unknown, typed: Typed, terminal: Terminal): Promise<0 | 1> {
  const id = basename(file, ".json")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^[^a-z]+|-+$/g, "")
  const converted = fromJsonRulesEngine(json, id === "" ? "converted" : id)
  if (!converted.ok) {
    if (typed.has("json")) await terminal.print(JSON.stringify({ file, ok: false, problems: converted.problems }))
    else
      for (const line of checkedLines(file, { problems: converted.problems, lints: [], cases: [] }, []))
        await terminal.print(line)
    return 1
  }
  const { ruleset, notes } = converted.value
  if (typed.has("json")) await terminal.print(JSON.stringify({ file, ok: true, ruleset, notes }))
  else {
    await terminal.print(JSON.stringify(ruleset, null, 2))
    for (const note of notes) terminal.warn(`note: ${note}`)
  }
  return 0
}

import { writeFile } from "node:fs/promises"
import {
  type AthleteLog,
  type Decision,
  type Flips,
  type LoggedEntry,
  type Ruleset,
  decide,
  dayVerdict,
  entriesSeenAt,
  findFlips,
  measuresOf,
  momentsOf,
  phaseNames,
  readLog,
  toReceipt,
} from "@barometer/engine/readiness"
import type { Override } from "@barometer/engine/rules"
import { type Command, type Typed, jsonOption, logOption, overridesOption, rulesetOption } from "./command.ts"
import { dateOf } from "./decide.ts"
import { explanationLines } from "./explanationLines.ts"
import { findRuleset, readOverrides } from "./findRuleset.ts"
import { unknownWord } from "./parseTyped.ts"
import { nameOf } from "./readInput.ts"
import { readLogs } from "./readLogs.ts"
import type { Terminal } from "./terminal.ts"
import { UnusableInput } from "./unusableInput.ts"

export const explainCommand: Command = {
  summary: "The answer for one day, with its reasons, what is unknown, what would turn it, and every rule's account.",
  usage:
    "--log FILE… --athlete ID --date DATE [--phase PHASE] [--ruleset ID[@N]|FILE] [--overrides FILE] [--receipt FILE]",
  takesRest: true,
  options: {
    log: logOption,
    athlete: { value: "ID", help: "the athlete; may be left out when the log has but one" },
    date: { value: "DATE", help: "YYYY-MM-DD" },
    phase: { value: "PHASE", help: `${phaseNames.join(", ")} (default: the verdict that stands for the day)` },
    ruleset: rulesetOption,
    overrides: overridesOption,
    receipt: { value: "FILE", help: "writes a receipt from which `replay` decides again" },
    json: jsonOption,
  },
  run: explainDay,
}

async function explainDay(typed: Typed, terminal: Terminal): Promise<0> {
  const localDate = dateOf(typed, "date")
  if (localDate === undefined) throw new UnusableInput("`--date`: nothing found; expected a calendar date, YYYY-MM-DD")
  const ruleset = await findRuleset(typed.text("ruleset"), terminal)
  const overrides = await readOverrides(typed.text("overrides"), ruleset, terminal)
  const logs = await readLogs([...typed.texts("log"), ...typed.rest], measuresOf(ruleset), terminal)
  const { athleteId, entries } = pickAthlete(typed.text("athlete"), logs)
  const log = readLog(entries, athleteId)
  const asOf = { localDate, phase: pickPhase(typed.text("phase"), log, localDate) }
  const decision = await decide({ log, ruleset, overrides, asOf, withTrace: true })
  const flips = await findFlips({ log, ruleset, overrides, asOf })
  const receipt = typed.text("receipt")
  if (receipt !== undefined) await writeReceipt(receipt, decision, ruleset, overrides, log)
  if (typed.has("json"))
    await terminal.print(JSON.stringify({ decision, flips } satisfies { decision: Decision; flips: Flips }))
  else {
    for (const line of explanationLines(decision, flips, ruleset, terminal)) await terminal.print(line)
    if (receipt !== undefined) await terminal.print(`The receipt is in ${nameOf(receipt)}.`)
  }
  return 0
}

/** The named athlete's entries; without a name, those of the only athlete there is. */
function pickAthlete(
  named: string | undefined,
  logs: ReadonlyMap<string, readonly LoggedEntry[]>,
): { readonly athleteId: string; readonly entries: readonly LoggedEntry[] } {
  const known = [...logs.keys()]
  const athleteId = named ?? (known.length === 1 ? known[0] : undefined)
  if (athleteId === undefined)
    throw new UnusableInput(
      known.length === 0
        ? "found no athlete in the log"
        : `\`--athlete\`: nothing found; the log has ${known.length} athletes, ${known
            .slice(0, 12)
            .map((each) => `\`${each}\``)
            .join(", ")}`,
    )
  const entries = logs.get(athleteId)
  if (entries === undefined) throw new UnusableInput(unknownWord("athlete", athleteId, known))
  return { athleteId, entries }
}

function pickPhase(named: string | undefined, log: AthleteLog, localDate: string): (typeof phaseNames)[number] {
  const phase = phaseNames.find((each) => each === named)
  if (named !== undefined && phase === undefined) throw new UnusableInput(unknownWord("phase", named, phaseNames))
  const moments = momentsOf(log.checkIns, { from: localDate, to: localDate })
  if (moments.length === 0)
    throw new UnusableInput(`athlete \`${log.athleteId}\` has no check-in on ${localDate}${nearby(log, localDate)}`)
  if (phase !== undefined && !moments.some((each) => each.phase === phase))
    throw new UnusableInput(
      `athlete \`${log.athleteId}\` has no \`${phase}\` check-in on ${localDate}; there is ${moments.map((each) => `\`${each.phase}\``).join(", ")}`,
    )
  return phase ?? dayVerdict(moments)?.phase ?? "postSession"
}

function nearby({ checkIns }: AthleteLog, localDate: string): string {
  const before = checkIns.findLast((each) => each.localDate < localDate)?.localDate
  const after = checkIns.find((each) => each.localDate > localDate)?.localDate
  const near = [
    before === undefined ? "" : `the last before it is on ${before}`,
    after === undefined ? "" : `the next on ${after}`,
  ].filter((part) => part !== "")
  return near.length === 0 ? "" : `; ${near.join(", ")}`
}

async function writeReceipt(
  file: string,
  decision: Decision,
  ruleset: Ruleset,
  overrides: readonly Override[],
  log: AthleteLog,
): Promise<void> {
  const entries = entriesSeenAt(log, decision.asOf).map(({ entry }) => entry)
  try {
    await writeFile(file, `${JSON.stringify(toReceipt(decision, ruleset, overrides, entries))}\n`)
  } catch (error) {
    throw new UnusableInput(
      `${nameOf(file)}: it cannot be written (${error instanceof Error && "code" in error ? String(error.code) : "unknown fault"})`,
    )
  }
}

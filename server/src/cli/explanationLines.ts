import { type Decision, type Flips, type Ruleset, english } from "@barometer/engine/readiness"
import type { Flip } from "@barometer/engine/rules"
import { emphasise, type Terminal } from "./terminal.ts"
import { toTable } from "./table.ts"
import { traceLines } from "./traceLines.ts"

const words = new Map<string, string>(Object.entries(english))

/** A verdict in the words people read: `deload` → `Deload`. */
export function verdictWord(verdict: string): string {
  return words.get(`outcome.${verdict}`) ?? verdict
}

/** One decision told in full: the answer, why, what is not known, what would turn it, and each rule's account. */
export function explanationLines(
  decision: Decision,
  flips: Flips,
  ruleset: Ruleset,
  terminal: Terminal,
): readonly string[] {
  const {
    athleteId,
    localDate,
    phase,
    sentence,
    adviceSentence,
    reasons,
    overruled,
    margins,
    unknown,
    couldBecome,
    notices,
    trace = [],
    digest,
    disclaimer,
  } = decision
  const section = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", emphasise(title, terminal), ...lines.map((line) => `  ${line}`)]
  const ofBothKinds = [...flips.signals, ...flips.thresholds]
  return [
    `${athleteId}, ${localDate}, ${words.get(`word.${phase}`) ?? phase}`,
    emphasise(sentence, terminal),
    ...(adviceSentence === "" ? [] : [adviceSentence]),
    ...section("Why", reasons),
    ...section(
      "Overruled",
      overruled.map(({ rule, verdict, sentence: seen }) => `${rule}  ${verdictWord(verdict)}: ${seen}`),
    ),
    ...section(
      "Nearest to turning",
      margins.map(({ rule, sentence: near }) => `${rule}  ${near}`),
    ),
    ...section("Not known", unknownLines(unknown)),
    ...section(
      "Could become",
      couldBecome.map((each) => each.sentence),
    ),
    ...section("Would turn it, alone", toTable(ofBothKinds.map(flipRow))),
    ...section(
      "Notices",
      notices.map(({ text }) => text),
    ),
    ...section(`Every rule of ${ruleset.id}@${ruleset.version}`, trace.flatMap(traceLines)),
    "",
    `digest ${digest}`,
    disclaimer,
  ]
}

/** What waits for a reading, each with the rules that wait; what nobody logs at all in one line. */
function unknownLines(unknown: Decision["unknown"]): readonly string[] {
  // A kind with words of its own (no competition is planned) does not repeat its label.
  const isNeverLogged = ({ reason, sentence, label }: Decision["unknown"][number]) =>
    reason === "notAsked" && sentence.includes(label)
  const never = unknown.filter(isNeverLogged).map(({ label }) => label)
  const waiting = unknown
    .filter((each) => !isNeverLogged(each))
    .map(({ sentence, rules }) => `${sentence} (${rules.slice(0, 6).join(", ")}${rules.length > 6 ? ", …" : ""})`)
  return [...waiting, ...(never.length === 0 ? [] : [`Nothing logged in four weeks for: ${never.join("; ")}.`])]
}

function flipRow({ of, label, from, to, unit, verdict, decidedBy }: Flip): readonly string[] {
  const amount = (value: Flip["from"]) => (typeof value === "boolean" ? (value ? "yes" : "no") : String(value))
  return [
    of,
    label,
    `${amount(from)} → ${amount(to)}${unit === "" ? "" : ` ${unit}`}`,
    `${verdictWord(verdict)}${decidedBy === null ? "" : ` (${decidedBy})`}`,
  ]
}

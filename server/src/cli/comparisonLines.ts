import {
  type Blame,
  type Claim,
  type ComparisonTotals,
  type Edit,
  type Estimate,
  type OutcomeClaims,
  type SideCounts,
  deloadKinds,
  episodesAMonth,
  outcomeNames,
} from "@barometer/engine/readiness"
import { count, toTable } from "./table.ts"
import { emphasise, type Terminal } from "./terminal.ts"

const mostFlips = 40

/** A comparison for a person: what differs in sum, side by side, then day by day with the edits that make it so. */
export function comparisonLines(
  [a, b]: readonly [string, string],
  totals: ComparisonTotals,
  outcomes: OutcomeClaims | undefined,
  terminal: Terminal,
): readonly string[] {
  const { athletes, days, flips, otherRuleDays } = totals
  if (days === 0) return ["no check-in before a session in this range"]
  const heading = (text: string) => ["", emphasise(text, terminal)]
  const otherRule = otherRuleDays === 0 ? "" : `; on ${count(otherRuleDays, "day")} another rule gives the same verdict`
  return [
    `A  ${a}`,
    `B  ${b}`,
    `${count(athletes, "athlete")}, ${count(days, "day")}: ${
      flips.length === 0
        ? "identical on all days"
        : `${count(flips.length, "verdict")} ${flips.length === 1 ? "flips" : "flip"} (${percent(flips.length, days)})`
    }${otherRule}`,
    ...heading("Days by verdict, A down, B across"),
    ...indented(matrixRows(totals)),
    ...heading("Side by side"),
    ...indented(sideRows(totals)),
    ...(outcomes === undefined ? [] : [...heading("Against logged outcomes"), ...outcomeLines(outcomes)]),
    ...(flips.length === 0
      ? []
      : [...heading("Flips, A → B, with the fewest edits that make them"), ...flipLines(totals)]),
    "",
    "General information, not medical advice.",
  ]
}

function matrixRows({ matrix }: ComparisonTotals): readonly (readonly string[])[] {
  return [
    ["", ...outcomeNames],
    ...outcomeNames.map((from) => [from, ...outcomeNames.map((to) => String(matrix[from][to]))]),
  ]
}

function sideRows({ a, b, calendarDays }: ComparisonTotals): readonly (readonly string[])[] {
  const row = (label: string, of: (side: SideCounts) => string) => [label, of(a), of(b)]
  return [
    ["", "A", "B"],
    row("days kept for training", ({ kept, days }) => `${kept} (${percent(kept, days)})`),
    row("days given up", ({ givenUp, days }) => `${givenUp} (${percent(givenUp, days)})`),
    row("unplanned back-offs an athlete-month", (side) => amount(episodesAMonth(side, calendarDays))),
    row("deloads", ({ deloads }) => {
      const found = deloadKinds.flatMap((kind) =>
        deloads[kind] === 0 ? [] : [`${deloads[kind]} ${deloadWords[kind]}`],
      )
      return found.length === 0 ? "none" : found.join(", ")
    }),
    row("days with every warning family known", (side) =>
      side.familyDays === 0 ? "no families" : percent(side.daysAllFamiliesKnown, side.days),
    ),
    row("warning families unknown", (side) =>
      side.familyDays === 0 ? "no families" : percent(side.unknownFamilyDays, side.familyDays),
    ),
    row("agrees with the coach's choices", ({ agreed, choices }) => share(agreed, choices)),
    row("productive weeks' days kept", ({ productiveKept, productiveDays }) => share(productiveKept, productiveDays)),
  ]
}

const deloadWords = {
  planned: "planned",
  pulledForward: "pulled forward",
  overdue: "overdue",
  reactive: "reactive",
  other: "of other kinds",
} as const

function outcomeLines(outcomes: OutcomeClaims): readonly string[] {
  if (outcomes.refused !== null) return [`  ${outcomes.refused}`]
  const { sensitivity, leadDays, falseAlarmsAMonth } = outcomes.claims
  return [
    `  ${count(outcomes.events, "event")} of ${count(outcomes.athletes, "athlete")}; 95 % intervals over athletes; whoever logged none counts as having none`,
    ...indented([
      ["", "A", "B", "A − B"],
      claimRow("events with an unplanned back-off in the 14 days before", sensitivity, 100, " %", " points"),
      claimRow("median days from it to the event", leadDays, 1, " d", " d"),
      claimRow("false alarms an athlete-month", falseAlarmsAMonth, 1, "", ""),
    ]),
  ]
}

function claimRow(
  label: string,
  { a, b, difference }: Claim,
  factor: number,
  unit: string,
  differenceUnit: string,
): readonly string[] {
  const scaled = (value: number | null) => amount(value === null ? null : value * factor)
  const text = ({ value, low, high }: Estimate, suffix: string) =>
    value === null ? "–" : `${scaled(value)}${suffix} (${scaled(low)} to ${scaled(high)})`
  const { value, low, high } = difference
  const isTold = value === null || (low !== null && high !== null && (low > 0 || high < 0))
  return [
    label,
    text(a, unit),
    text(b, unit),
    `${text(difference, differenceUnit)}${isTold ? "" : ", not told from chance"}`,
  ]
}

function flipLines({ flips }: ComparisonTotals): readonly string[] {
  const lines: string[] = []
  for (const [athleteId, ofAthlete] of Map.groupBy(flips.slice(0, mostFlips), (flip) => flip.athleteId))
    lines.push(
      `  ${athleteId}`,
      ...indented(
        ofAthlete.map(({ localDate, from, to, decidedByA, decidedByB, blame }) => [
          `  ${localDate}`,
          `${from} (${decidedByA ?? "–"}) → ${to} (${decidedByB ?? "–"})`,
          blameText(blame),
        ]),
      ),
    )
  const more = flips.length - mostFlips
  return more > 0 ? [...lines, `  and ${more} more`] : lines
}

function blameText(blame: Blame): string {
  return blame === "several" ? "several edits together" : blame.map(editText).join(" and ")
}

function editText(edit: Edit): string {
  switch (edit.kind) {
    case "threshold":
      return `${edit.name} ${edit.from} → ${edit.to}`
    case "otherwise":
      return `otherwise ${edit.from} → ${edit.to}`
    case "override":
      return `override of ${edit.override.layer} ${edit.override.subject} from ${edit.override.from} ${edit.change}`
    case "rule":
    case "signal":
    case "condition":
    case "measure":
      return `${edit.kind} ${edit.name} ${edit.change}`
  }
}

function share(part: number, whole: number): string {
  return whole === 0 ? "none on record" : `${part} of ${whole} (${percent(part, whole)})`
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${amount((100 * part) / whole)} %`
}

/** At most two decimals below 1, one below 10, else none. */
function amount(value: number | null): string {
  if (value === null) return "–"
  const decimals = Math.abs(value) < 1 ? 2 : Math.abs(value) < 10 ? 1 : 0
  return String(Number(value.toFixed(decimals))).replace("-", "−")
}

function indented(rows: readonly (readonly string[])[]): readonly string[] {
  return toTable(rows).map((line) => `  ${line}`)
}

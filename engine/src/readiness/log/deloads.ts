import type { Day } from "./day.ts"
import type { Choice, Deload } from "./logView.ts"
import type { Planned, Rhythm } from "./planned.ts"

/** How long a deload lasts when nothing else is said. */
const deloadDays = 7

/**
 * Deloads that count as of `today`, ascending: those the plan dates, those its rhythm makes (to the first after today),
 * and those coach or athlete accepted. To accept a deload that is already going on or begins tomorrow makes no second one.
 */
export function deloadsOf(planned: Planned, choices: readonly Choice[], today: Day): readonly Deload[] {
  const deloads: Deload[] = planned.deloads.map((deload) => ({ ...deload, origin: "planned" }))
  for (const choice of choices) {
    if (!acceptsDeload(choice)) continue
    const from = choice.from ?? choice.day + 1
    const to = choice.to ?? from + deloadDays - 1
    const standing = () => [...deloads, ...rhythmDeloads(planned.rhythms, deloads, choice.day + 1)]
    const isStanding =
      choice.from === undefined && standing().some((one) => one.from <= choice.day + 1 && choice.day <= one.to)
    if (from <= to && !isStanding) deloads.push({ from, to, origin: "accepted", acceptedOn: choice.day })
  }
  return [...deloads, ...rhythmDeloads(planned.rhythms, deloads, today)].sort((a, b) => a.from - b.from || a.to - b.to)
}

function acceptsDeload({ verdict, did, changedTo }: Choice): boolean {
  return did === "changed" ? changedTo === "deload" : did === "accepted" && verdict === "deload"
}

/**
 * Seven days after every n weeks since the last deload, or since the rhythm was first planned when there was none before;
 * never before the day it was planned from. Goes on to the first that begins after `today`.
 */
function rhythmDeloads(rhythms: readonly Rhythm[], others: readonly Deload[], today: Day): readonly Deload[] {
  const made: Deload[] = []
  const first = rhythms[0]
  if (first === undefined) return made
  const before = others.filter(({ from }) => from < first.from)
  let since = before.length === 0 ? first.from : Math.max(...before.map(({ to }) => to)) + 1
  while ((made.at(-1)?.from ?? -Infinity) <= today) {
    const from = dueDay(rhythms, since)
    const other = others.find(
      (one) => one.to >= since && one.from < from + deloadDays && (one.acceptedOn ?? -Infinity) < from,
    )
    if (other === undefined) made.push({ from, to: from + deloadDays - 1, origin: "planned" })
    since = (other?.to ?? from + deloadDays - 1) + 1
  }
  return made
}

/** The first day on which the rhythm in force says that enough weeks have passed. */
function dueDay(rhythms: readonly Rhythm[], since: Day): Day {
  let due = Infinity
  for (const [index, { from, weeks }] of rhythms.entries()) {
    due = Math.max(from, since + weeks * 7)
    if (due < (rhythms[index + 1]?.from ?? Infinity)) break
  }
  return due
}

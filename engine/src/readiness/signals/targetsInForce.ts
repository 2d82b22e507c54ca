import type { Day } from "../log/day.ts"
import type { LogView, Target } from "../log/logView.ts"
import { memoised } from "./memoised.ts"

/** Verdicts under which less is done than planned. */
const lesser: ReadonlySet<string> = new Set(["reduce", "deload", "refer"])

const targetsByDay = memoised((targets: readonly Target[]) => Map.groupBy(targets, ({ day }) => day))

/** The plan's targets of a day; none in a deload, or where the session was reduced by an accepted verdict or by choice. */
export function targetsInForce(log: LogView, day: Day): readonly Target[] {
  const { targets } = log.plan
  if (targets.length === 0 || choseLess(log, day)) return []
  return targetsByDay(targets).get(day) ?? []
}

function choseLess(log: LogView, day: Day): boolean {
  return (
    log.deloads.some(({ from, to }) => from <= day && day <= to) ||
    log.choices.some(({ day: on, verdict, did, changedTo, from, to }) => {
      const chosen = did === "accepted" ? verdict : did === "changed" ? changedTo : undefined
      return chosen !== undefined && lesser.has(chosen) && (from ?? on) <= day && day <= (to ?? from ?? on)
    })
  )
}

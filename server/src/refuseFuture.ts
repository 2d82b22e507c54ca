import type { Entry } from "@barometer/engine/readiness"
import { AppError } from "./errors.ts"

const toleranceMs = 5 * 60_000
/** The earliest zone is 14 hours ahead of UTC: no place on earth has a later date. */
const earliestZoneMs = 14 * 3_600_000

/** Refuses what was recorded, or is dated, later than it can be anywhere on earth, give or take five minutes. */
export function refuseFuture(entry: Entry, now: Date, pointer = ""): void {
  if (entry.recordedAt !== undefined && Date.parse(entry.recordedAt) > now.getTime() + toleranceMs)
    refuse(`${pointer}/recordedAt`, "found an instant in the future; expected now, or at most five minutes ahead")
  const latestDate = new Date(now.getTime() + earliestZoneMs + toleranceMs).toISOString().slice(0, 10)
  if ((entry.type === "checkIn" || entry.type === "outcome") && entry.localDate > latestDate)
    refuse(`${pointer}/localDate`, `found a date in the future; expected \`${latestDate}\` at the latest`)
}

function refuse(pointer: string, message: string): never {
  throw new AppError("invalidInput", `${message} at \`${pointer}\``, [{ pointer, code: "inFuture", message }])
}

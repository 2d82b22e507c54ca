import { fromDay, toDay, type Day } from "../log/day.ts"
import { experienceNames, type Experience } from "../log/schema.ts"

/** Years of training: under the first a beginner, over the second advanced (our defaults, after Santos Junior 2021). */
const intermediateFromYears = 1
const advancedAfterYears = 3
/** Eight weeks without a session take one level away, until eight weeks after the return. */
const daysOff = 56

/**
 * Training level suggested from the first day ever trained: under 12 months beginner, 12 to 36 intermediate, over 36
 * advanced; one level down after 8 weeks off. `sessionDays` are the logged ones, ascending; none logged: nobody was off.
 */
export function suggestExperience(trainingStart: Day, today: Day, sessionDays: readonly Day[]): Experience {
  const byTime =
    today < anniversary(trainingStart, intermediateFromYears)
      ? 0
      : today <= anniversary(trainingStart, advancedAfterYears)
        ? 1
        : 2
  const level = wasOff(today, sessionDays) ? byTime - 1 : byTime
  return experienceNames[Math.max(0, level)] ?? "beginner"
}

function anniversary(day: Day, years: number): Day {
  const date = fromDay(day)
  return toDay(`${String(Number(date.slice(0, 4)) + years).padStart(4, "0")}${date.slice(4)}`)
}

/** True when 8 weeks without a session are going on, or ended less than 8 weeks ago. */
function wasOff(today: Day, sessionDays: readonly Day[]): boolean {
  let next = today
  for (let i = sessionDays.length - 1; i >= 0 && today - next < daysOff; i--) {
    const day = sessionDays[i] ?? next
    if (next - day >= daysOff) return true
    next = day
  }
  return false
}

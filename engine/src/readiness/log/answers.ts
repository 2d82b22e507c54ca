import { dayOf, phaseOf, type Moment } from "./moment.ts"
import type { Answer, JointReading } from "./logView.ts"
import type { Ordered } from "./ordered.ts"
import type { CheckIn, Joint } from "./schema.ts"

/** Joint readings in order, one a phase: of the entries of a phase the latest word on a joint counts, the worst of its sides. */
export function jointReadings({ keys, items }: Ordered<CheckIn>): Ordered<JointReading> {
  const moments: Moment[] = []
  const readings: JointReading[] = []
  for (const [index, { joints }] of items.entries()) {
    if (joints === undefined) continue
    const moment = keys[index] ?? Number.NaN
    const pain = new Map<Joint, number>()
    for (const reading of joints) pain.set(reading.joint, Math.max(pain.get(reading.joint) ?? 0, reading.pain))
    const earlier = moments.at(-1) === moment ? readings.pop() : undefined
    if (earlier === undefined) moments.push(moment)
    readings.push({ day: dayOf(moment), phase: phaseOf(moment), pain: new Map([...(earlier?.pain ?? []), ...pain]) })
  }
  return { keys: moments, items: readings }
}

/** What `answer` finds in check-ins, one an entry that has it, in order. */
export function answersOf<T>(
  { keys, items }: Ordered<CheckIn>,
  answer: (checkIn: CheckIn) => T | undefined,
): Ordered<Answer<T>> {
  const moments: Moment[] = []
  const answers: Answer<T>[] = []
  for (const [index, checkIn] of items.entries()) {
    const value = answer(checkIn)
    if (value === undefined) continue
    const moment = keys[index] ?? Number.NaN
    moments.push(moment)
    answers.push({ day: dayOf(moment), phase: phaseOf(moment), value })
  }
  return { keys: moments, items: answers }
}

import { dayOf, phaseOf, recordedInstant, type Moment } from "./moment.ts"
import type { Answer, JointReading } from "./logView.ts"
import type { Ordered } from "./ordered.ts"
import type { CheckIn, Joint } from "./schema.ts"

/**
 * Joint readings in order, one a phase: of the entries of a phase the latest recorded word on a joint counts, the worst of
 * its sides. Where it is not known which was said later (the same `recordedAt`, or none) the worse counts: of two answers
 * about pain none may be lost by chance.
 */
export function jointReadings({ keys, items }: Ordered<CheckIn>): Ordered<JointReading> {
  const moments: Moment[] = []
  const readings: JointReading[] = []
  let before = Number.NaN
  for (const [index, checkIn] of items.entries()) {
    const { joints } = checkIn
    if (joints === undefined) continue
    const recorded = recordedInstant(checkIn)
    const moment = keys[index] ?? Number.NaN
    const pain = new Map<Joint, number>()
    for (const reading of joints) pain.set(reading.joint, Math.max(pain.get(reading.joint) ?? 0, reading.pain))
    const earlier = moments.at(-1) === moment ? readings.pop() : undefined
    if (earlier === undefined) moments.push(moment)
    else if (before === recorded)
      for (const [joint, said] of earlier.pain) pain.set(joint, Math.max(said, pain.get(joint) ?? 0))
    before = recorded
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

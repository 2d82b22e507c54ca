import { type DecideOptions, decide } from "./decide.ts"
import type { Decision } from "./decision.ts"
import { type Phase, phaseNames } from "./log/schema.ts"
import type { Question } from "./situation.ts"

/** Which days of a log: local dates, both inclusive, each open when absent. */
export interface DateRange {
  readonly from?: string
  readonly to?: string
}

/** A decision for every phase of every day with a check-in, in order of time. */
export async function* decideTimeline(
  question: Omit<Question, "asOf"> & DecideOptions,
  { from, to }: DateRange = {},
): AsyncGenerator<Decision> {
  for (const asOf of momentsOf(question.log.checkIns, {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  }))
    yield await decide({ ...question, asOf })
}

/** Each date and phase once at which there is a check-in within the range; `checkIns` ascend by day and phase. */
export function momentsOf(
  checkIns: readonly { readonly localDate: string; readonly phase: Phase }[],
  { from, to }: DateRange = {},
): readonly { localDate: string; phase: Phase }[] {
  const moments: { localDate: string; phase: Phase }[] = []
  for (const { localDate, phase } of checkIns) {
    if ((from !== undefined && localDate < from) || (to !== undefined && localDate > to)) continue
    const last = moments.at(-1)
    if (last?.localDate !== localDate || last.phase !== phase) moments.push({ localDate, phase })
  }
  return moments
}

/** The verdict that stands for a day: its last decision that is not `postSession`, which is about the next session. */
export function dayVerdict<T extends Pick<Decision, "phase">>(decisions: readonly T[]): T | undefined {
  return decisions
    .filter(({ phase }) => phase !== "postSession")
    .toSorted((a, b) => phaseNames.indexOf(a.phase) - phaseNames.indexOf(b.phase))
    .at(-1)
}

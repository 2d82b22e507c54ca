import { toDay } from "../log/day.ts"

/** What backing off is told from: a day's verdict and the kind of the rule that gave it. */
export interface VerdictOfDay {
  readonly localDate: string
  readonly verdict: string
  readonly kind: string | null
}

/** A back-off more than this many days after the last one begins an episode of its own (our default). */
const episodeGapDays = 3

const backOffs: ReadonlySet<string> = new Set(["refer", "deload", "reduce"])
/** Kinds that the plan or the calendar called, so that nothing forced them. */
const called: ReadonlySet<string | null> = new Set(["planned", "overdue"])

/** True for a verdict that keeps an athlete from the training of the day: reduce, deload or refer. */
export function isBackOff({ verdict }: Pick<VerdictOfDay, "verdict">): boolean {
  return backOffs.has(verdict)
}

/** True for a back-off that neither the plan nor the calendar called (C13). */
export function isUnplannedBackOff(day: Pick<VerdictOfDay, "verdict" | "kind">): boolean {
  return isBackOff(day) && !called.has(day.kind)
}

/** The unplanned back-offs of ascending days in episodes: at most three days lie between the days of one. */
export function unplannedEpisodes<T extends VerdictOfDay>(days: readonly T[]): readonly (readonly T[])[] {
  return episodesOf(days.filter(isUnplannedBackOff))
}

/** Ascending days cut wherever the next one is more than three days later. */
export function episodesOf<T extends Pick<VerdictOfDay, "localDate">>(days: readonly T[]): readonly (readonly T[])[] {
  const episodes: T[][] = []
  let last = -Infinity
  for (const day of days) {
    const number = toDay(day.localDate)
    if (number - last > episodeGapDays) episodes.push([day])
    else episodes.at(-1)?.push(day)
    last = number
  }
  return episodes
}

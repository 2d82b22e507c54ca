import { fromDay, toDay } from "@barometer/engine/readiness"
import type { SimulatedAthlete } from "./athlete.ts"
import type { Day } from "./day.ts"
import type { Ingredient, Simulation } from "./options.ts"
import type { DayRange } from "./plannedDeloads.ts"
import type { SeededRandom } from "./seededRandom.ts"

export const episodeKinds = ["overreaching", "illness", "travel", "jointTrouble", "gap", "flatAnswers"] as const

/** Something that is true of an athlete over some days, both ends included. */
export interface Episode {
  readonly kind: (typeof episodeKinds)[number]
  readonly from: string
  readonly to: string
  /** True: the athlete says so, in an annotation. */
  readonly isTold?: boolean
  readonly joint?: string
}

/** Mean days between the beginnings of two episodes of a kind, and how long one lasts. */
const recurring: readonly {
  readonly kind: "illness" | "travel" | "jointTrouble" | "gap"
  readonly ingredient: Ingredient
  readonly every: number
  readonly lasts: readonly [least: number, most: number]
}[] = [
  { kind: "illness", ingredient: "illness", every: 120, lasts: [3, 6] },
  { kind: "travel", ingredient: "travel", every: 90, lasts: [2, 5] },
  { kind: "jointTrouble", ingredient: "joints", every: 120, lasts: [7, 16] },
  { kind: "gap", ingredient: "gaps", every: 150, lasts: [5, 18] },
]
const toldShare = 0.8
const joints = ["knee", "shoulder", "elbow", "lowerBack", "hip"] as const
/** Baselines stand after about five weeks; what begins earlier cannot be told from the beginning. */
const settledAfterDays = 42
const overreachingDays: readonly [number, number] = [10, 16]

/** What befalls an athlete, in order of time. Overreaching begins clear of planned deloads and of anything else that befalls. */
export function planEpisodes(
  athlete: SimulatedAthlete,
  simulation: Simulation,
  deloads: readonly DayRange[],
  random: (part: string) => SeededRandom,
): readonly Episode[] {
  const { days, without } = simulation
  const first = toDay(simulation.from)
  const overreaching = plantOverreaching(simulation, first, deloads, random("overreaching"))
  const others = recurring.flatMap(({ kind, ingredient, every, lasts }): readonly Episode[] => {
    const draw = random(kind)
    const episodes: Episode[] = []
    if (without.includes(ingredient)) return episodes
    for (let day = first + waitOf(draw, every); day < first + days;) {
      const to = day + draw.whole(...lasts) - 1
      const told = (kind === "illness" || kind === "travel") && draw.chance(toldShare)
      const joint = draw.pick(joints)
      if (overreaching === undefined || to + 3 < overreaching.from || day > overreaching.to + 3)
        episodes.push({
          kind,
          from: fromDay(day),
          to: fromDay(to),
          ...(told && { isTold: true }),
          ...(kind === "jointTrouble" && { joint }),
        })
      day = to + 1 + waitOf(draw, every)
    }
    return episodes
  })
  const planted =
    overreaching === undefined
      ? []
      : [{ kind: "overreaching" as const, from: fromDay(overreaching.from), to: fromDay(overreaching.to) }]
  const flat =
    athlete.flatness === 0
      ? []
      : [{ kind: "flatAnswers" as const, from: simulation.from, to: fromDay(first + days - 1) }]
  return [...flat, ...planted, ...others].toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}

/** Days to the next beginning: exponential, at least one. */
function waitOf(random: SeededRandom, mean: number): number {
  return 1 + Math.floor(-Math.log(1 - random.uniform()) * mean)
}

function plantOverreaching(
  { overreaching, days }: Simulation,
  first: Day,
  deloads: readonly DayRange[],
  random: SeededRandom,
): DayRange | undefined {
  const isChosen = random.chance(overreaching)
  const length = random.whole(...overreachingDays)
  const begins = Array.from(
    { length: Math.max(0, days - length - settledAfterDays) },
    (_, index) => first + settledAfterDays + index,
  )
  // A deload just before or soon after the onset would be taken for the answer to it.
  const isClear = (from: Day) => deloads.every((deload) => deload.to + 3 < from || deload.from > from + length)
  const free = begins.filter(isClear)
  const from = free[random.whole(0, Math.max(0, free.length - 1))]
  return isChosen && from !== undefined ? { from, to: from + length - 1 } : undefined
}

/** How much of an episode of a kind is felt on a day, 0 to 1: it ramps up over three days, and is over when it is over. */
export function strengthOn(day: Day, kind: Episode["kind"], episodes: readonly Episode[]): number {
  const rampDays = 3
  const within = episodes.find(
    (episode) => episode.kind === kind && toDay(episode.from) <= day && day <= toDay(episode.to),
  )
  return within === undefined ? 0 : Math.min(1, (day - toDay(within.from) + 1) / rampDays)
}

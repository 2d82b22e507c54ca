import {
  type AthleteComparison,
  compareAthlete,
  type Entry,
  parseRuleset,
  readLog,
  type Side,
} from "@barometer/engine/readiness"
import type { Override } from "@barometer/engine/rules"
import { Piscina } from "piscina"

/** One side as it goes to a thread: the ruleset's text and overrides. */
export interface SideText {
  readonly document: string
  readonly overrides: readonly Override[]
}

/** Some athletes to be compared; nothing of a block depends on any other. */
export interface Block {
  readonly a: SideText
  readonly b: SideText
  readonly logs: readonly {
    readonly athleteId: string
    readonly entries: readonly { readonly payload: string; readonly digest: string }[]
  }[]
  readonly range: { readonly from?: string; readonly to?: string }
}

/** Two threads beside the one that answers requests; a comparison takes one block at a time. */
const pool = new Piscina<Block, readonly AthleteComparison[]>({
  filename: new URL("compareBlock.ts", import.meta.url).href,
  minThreads: 0,
  maxThreads: 2,
  idleTimeout: 30_000,
  resourceLimits: { maxOldGenerationSizeMb: 512 },
})

/** Compares a block's athletes on another thread; rejects when the signal is aborted. */
export async function compareApart(block: Block, signal: AbortSignal): Promise<readonly AthleteComparison[]> {
  return await pool.run(block, { signal })
}

/** Compares a block's athletes here. */
export function compareHere({ a, b, logs, range }: Block): readonly AthleteComparison[] {
  const [sideA, sideB] = [sideOf(a), sideOf(b)]
  return logs.map(({ athleteId, entries }) => {
    // What is stored was checked when it was logged.
    const logged = entries.map(({ payload, digest }) => ({ entry: JSON.parse(payload) as Entry, digest }))
    return compareAthlete(readLog(logged, athleteId), sideA, sideB, range).athlete
  })
}

const parsed = new Map<string, Side["ruleset"]>()

function sideOf({ document, overrides }: SideText): Side {
  const before = parsed.get(document)
  if (before !== undefined) return { ruleset: before, overrides }
  const result = parseRuleset(JSON.parse(document))
  if (!result.ok) throw new Error("a ruleset that is compared was parsed before")
  if (parsed.size >= 8) parsed.clear()
  parsed.set(document, result.value)
  return { ruleset: result.value, overrides }
}

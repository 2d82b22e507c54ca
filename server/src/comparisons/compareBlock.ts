import type { AthleteComparison } from "@barometer/engine/readiness"
import { type Block, compareHere } from "./blocks.ts"

/** What a thread of the comparisons' pool runs. */
// oxlint-disable-next-line import/no-default-export -- piscina runs a file's default export
export default function compareBlock(block: Block): readonly AthleteComparison[] {
  return compareHere(block)
}

import type { Joint } from "@barometer/engine/readiness"
import type { ColumnKind } from "./columnNames.ts"
import type { Row } from "./table.ts"

/** A column and what its name says it holds. */
export interface Found {
  readonly column: string
  readonly kind: ColumnKind
}

export interface FoundJoint {
  readonly column: string
  readonly joint: Joint
}

/** What a column says in the sample, empty cells left out. */
export function textsOf(column: string, samples: readonly Row[]): readonly string[] {
  return samples.map((row) => row.cell(column)?.trim() ?? "").filter((text) => text !== "")
}

import type { Fact, FactScalar, Facts } from "../facts.ts"
import { type Bits, hasBit, noBits, setBit } from "./bits.ts"

/** Numbers lie in a typed array, yes and no in bits. */
export type ColumnValues = Float64Array | { readonly yes: Bits } | readonly (FactScalar | undefined)[]

/** One fact over many rows; where a row does not know the fact its value means nothing. */
export interface FactColumn {
  readonly values: ColumnValues
  readonly known: Bits
  /** Rows that do not know the fact although somebody has been asking for it. */
  readonly missed: Bits
}

/** Facts of many rows, in columns. A fact that has no column is unknown everywhere. */
export interface FactColumns {
  readonly rows: number
  readonly columns: ReadonlyMap<string, FactColumn>
}

/** Lays rows of facts out in columns, one for each of the names. */
export function toFactColumns(rows: readonly Facts[], names: Iterable<string>): FactColumns {
  const columns = new Map<string, FactColumn>()
  for (const name of names) columns.set(name, toColumn(rows.map((row) => row.get(name))))
  return { rows: rows.length, columns }
}

function toColumn(facts: readonly (Fact | undefined)[]): FactColumn {
  const [known, missed] = [noBits(facts.length), noBits(facts.length)]
  const values = facts.map((fact, row) => {
    if (fact?.known !== true) {
      if (fact !== undefined && fact.asked !== false) setBit(missed, row)
      return undefined
    }
    setBit(known, row)
    return fact.value
  })
  return { values: packed(values), known, missed }
}

function packed(values: readonly (FactScalar | undefined)[]): ColumnValues {
  if (values.every((value) => value === undefined || typeof value === "number"))
    return Float64Array.from(values, (value) => value ?? 0)
  if (!values.every((value) => value === undefined || typeof value === "boolean")) return values
  const yes = noBits(values.length)
  for (const [row, value] of values.entries()) if (value === true) setBit(yes, row)
  return { yes }
}

/** The value of a row that knows it. */
export function valueAt(values: ColumnValues, row: number): FactScalar | undefined {
  return "yes" in values ? hasBit(values.yes, row) : values[row]
}

import { ownValue } from "../ownValue.ts"
import { type Operand, operators } from "../operators.ts"
import type { OperatorName } from "../schema.ts"
import { type Bits, noBits } from "./bits.ts"
import { type FactColumn, valueAt } from "./factColumns.ts"

/** A condition over many rows: where it is certainly true, and where it is certainly false; unknown is neither. */
export interface TruthColumn {
  readonly isTrue: Bits
  readonly isFalse: Bits
}

/** Compares a column with one value. */
export function compareWithValue(
  { values, known }: FactColumn,
  operator: OperatorName,
  operand: Operand,
  rows: number,
): TruthColumn {
  const numeric =
    values instanceof Float64Array && typeof operand === "number" ? ownValue(numerics, operator) : undefined
  if (numeric !== undefined) {
    const bits = loops[numeric.loop](values as Float64Array, operand as number, rows)
    return toTruth(bits, known, numeric.isComplement)
  }
  if ("yes" in values && typeof operand === "boolean" && (operator === "equal" || operator === "notEqual"))
    return toTruth(values.yes, known, operand === (operator === "notEqual"))
  const { test } = operators[operator]
  return toTruth(
    testRows(rows, (row) => {
      const value = valueAt(values, row)
      return value !== undefined && test(value, operand)
    }),
    known,
    false,
  )
}

/** Compares a column with another, row by row; a row where either is unknown is unknown. */
export function compareWithColumn(
  left: FactColumn,
  operator: OperatorName,
  right: Pick<FactColumn, "values" | "known">,
  rows: number,
): TruthColumn {
  const { test } = operators[operator]
  const known = left.known.map((word, index) => word & (right.known[index] ?? 0))
  return toTruth(
    testRows(rows, (row) => {
      const [value, other] = [valueAt(left.values, row), valueAt(right.values, row)]
      return value !== undefined && other !== undefined && test(value, other)
    }),
    known,
    false,
  )
}

/** Operators on numbers, by the loop that does them or whose opposite they are. */
const numerics: Partial<
  Readonly<Record<OperatorName, { readonly loop: keyof typeof loops; readonly isComplement: boolean }>>
> = {
  lessThan: { loop: "less", isComplement: false },
  greaterThanInclusive: { loop: "less", isComplement: true },
  lessThanInclusive: { loop: "atMost", isComplement: false },
  greaterThan: { loop: "atMost", isComplement: true },
  equal: { loop: "equal", isComplement: false },
  notEqual: { loop: "equal", isComplement: true },
}

/** Each spelled out, so that the machine compares numbers and calls nothing. */
const loops = {
  less: (values: Float64Array, than: number, rows: number): Bits => {
    const bits = noBits(rows)
    for (let row = 0; row < rows; row++)
      if ((values[row] ?? 0) < than) bits[row >>> 5] = (bits[row >>> 5] ?? 0) | (1 << (row & 31))
    return bits
  },
  atMost: (values: Float64Array, most: number, rows: number): Bits => {
    const bits = noBits(rows)
    for (let row = 0; row < rows; row++)
      if ((values[row] ?? 0) <= most) bits[row >>> 5] = (bits[row >>> 5] ?? 0) | (1 << (row & 31))
    return bits
  },
  equal: (values: Float64Array, to: number, rows: number): Bits => {
    const bits = noBits(rows)
    for (let row = 0; row < rows; row++)
      if ((values[row] ?? 0) === to) bits[row >>> 5] = (bits[row >>> 5] ?? 0) | (1 << (row & 31))
    return bits
  },
} as const

function testRows(rows: number, test: (row: number) => boolean): Bits {
  const bits = noBits(rows)
  for (let row = 0; row < rows; row++) if (test(row)) bits[row >>> 5] = (bits[row >>> 5] ?? 0) | (1 << (row & 31))
  return bits
}

function toTruth(bits: Bits, known: Bits, isComplement: boolean): TruthColumn {
  const [yes, no] = [noBits(bits.length * 32), noBits(bits.length * 32)]
  for (let word = 0; word < bits.length; word++) {
    const [set, of] = [bits[word] ?? 0, known[word] ?? 0]
    yes[word] = set & of
    no[word] = ~set & of
  }
  return isComplement ? { isTrue: no, isFalse: yes } : { isTrue: yes, isFalse: no }
}

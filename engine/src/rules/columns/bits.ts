/** A truth value a row, 32 rows a word; bits past the last row are 0. */
export type Bits = Uint32Array

export function noBits(rows: number): Bits {
  return new Uint32Array(Math.ceil(rows / 32))
}

export function allBits(rows: number): Bits {
  const bits = noBits(rows).fill(0xffffffff)
  const rest = rows % 32
  if (rest > 0) bits[bits.length - 1] = 2 ** rest - 1
  return bits
}

export function hasBit(bits: Bits, row: number): boolean {
  return (((bits[row >>> 5] ?? 0) >>> (row & 31)) & 1) === 1
}

export function setBit(bits: Bits, row: number): void {
  bits[row >>> 5] = (bits[row >>> 5] ?? 0) | (1 << (row & 31))
}

/** `into` becomes what is true in both. */
export function andInto(into: Bits, other: Bits): void {
  for (let word = 0; word < into.length; word++) into[word] = (into[word] ?? 0) & (other[word] ?? 0)
}

/** `into` becomes what is true in either. */
export function orInto(into: Bits, other: Bits): void {
  for (let word = 0; word < into.length; word++) into[word] = (into[word] ?? 0) | (other[word] ?? 0)
}

/** `into` becomes what is true in it and not in the other. */
export function withoutInto(into: Bits, other: Bits): void {
  for (let word = 0; word < into.length; word++) into[word] = (into[word] ?? 0) & ~(other[word] ?? 0)
}

/** Calls with each row whose bit is set, ascending. */
export function eachBit(bits: Bits, visit: (row: number) => void): void {
  for (let word = 0; word < bits.length; word++)
    for (let rest = bits[word] ?? 0; rest !== 0; rest &= rest - 1) visit(word * 32 + 31 - Math.clz32(rest & -rest))
}

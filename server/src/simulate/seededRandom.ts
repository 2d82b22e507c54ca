/** Random numbers that a seed fixes, the same on every machine. */
export interface SeededRandom {
  /** Uniform in 0 … 1, 1 not included. */
  uniform(): number
  /** Normal with mean 0 and SD 1. */
  normal(): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  pick<T>(items: readonly [T, ...T[]]): T
  chance(probability: number): boolean
}

/** Mulberry32 seeded with a hash of the parts; normals by Box and Muller (1958). Other parts, other numbers. */
export function seededRandom(...parts: readonly (string | number)[]): SeededRandom {
  let state = hashOf(parts.join("\u001F"))
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (low: number, high: number) => low + Math.floor(uniform() * (high - low + 1))
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    whole,
    pick: (items) => items[whole(0, items.length - 1)] ?? items[0],
    chance: (probability) => uniform() < probability,
  }
}

/** FNV-1a, 32 bit. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193)
  return hash | 0
}

/** A value with the ends of its 95 % interval; null where nothing can be counted. */
export interface Estimate {
  readonly value: number | null
  readonly low: number | null
  readonly high: number | null
}

const resamples = 1_000
const seed = 0x9e3779b9

/**
 * A statistic of a sample with its 95 % percentile interval over 1,000 resamples with replacement (Efron 1979). The seed
 * is fixed: the same sample in the same order gives the same interval. Resamples without a value do not count.
 */
export function bootstrap<T>(sample: readonly T[], statistic: (sample: readonly T[]) => number | null): Estimate {
  const next = xorshift(seed)
  const values: number[] = []
  for (let round = 0; round < resamples; round++) {
    const value = statistic(sample.map((each) => sample[Math.floor(next() * sample.length)] ?? each))
    if (value !== null) values.push(value)
  }
  values.sort((a, b) => a - b)
  const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * values.length))] ?? null
  return { value: statistic(sample), low: at(0.025), high: at(0.975) }
}

/** Uniform numbers in 0 … 1, 1 not included, that a seed other than 0 fixes (Marsaglia 2003, shifts 13, 17, 5). */
function xorshift(start: number): () => number {
  let state = start | 0
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return (state >>> 0) / 4_294_967_296
  }
}

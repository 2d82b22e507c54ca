/** Arithmetic mean; NaN of an empty list. */
export function mean(xs: readonly number[]): number {
  let sum = 0
  for (const x of xs) sum += x
  return sum / xs.length
}

/** Middle value, or the mean of the middle two; NaN of an empty list. */
export function median(xs: readonly number[]): number {
  return medianOfSorted(Float64Array.from(xs).sort())
}

/** Sample standard deviation, divisor n − 1; NaN below two values. */
export function sampleSd(xs: readonly number[]): number {
  if (xs.length < 2) return Number.NaN
  const centre = mean(xs)
  let squares = 0
  for (const x of xs) squares += (x - centre) ** 2
  return Math.sqrt(squares / (xs.length - 1))
}

/** Mean absolute deviation from the median (not the median one); NaN of an empty list. */
export function meanAbsoluteDeviation(xs: readonly number[]): number {
  const centre = median(xs)
  let sum = 0
  for (const x of xs) sum += Math.abs(x - centre)
  return sum / xs.length
}

/** Makes the median absolute deviation estimate the SD of normal data: 1 / Φ⁻¹(3/4). */
const madToSd = 1.4826
/** The same for the mean absolute deviation: √(π/2) (Iglewicz & Hoaglin 1993). */
const meanAdToSd = 1.253314
/** Φ⁻¹(3/4), as Iglewicz & Hoaglin 1993 print it. */
const modifiedZFactor = 0.6745

/** Robust SD: 1.4826 · median absolute deviation from the median; 0 when more than half the values are equal. */
export function robustSd(xs: readonly number[]): number {
  return madToSd * medianAbsoluteDeviation(xs)
}

/** Robust SD, or 1.253314 · mean absolute deviation when the median one is 0 (Iglewicz & Hoaglin 1993); 0 when all are equal. */
export function robustSpread(xs: readonly number[]): number {
  const sd = robustSd(xs)
  return sd > 0 ? sd : meanAdToSd * meanAbsoluteDeviation(xs)
}

/** Modified z of `x` among `xs`: 0.6745 (x − median) / MAD, over 3.5 an outlier; MAD = 0 falls back as `robustSpread`; 0/0 is NaN. */
export function modifiedZ(x: number, xs: readonly number[]): number {
  const deviation = x - median(xs)
  const mad = medianAbsoluteDeviation(xs)
  return mad > 0 ? (modifiedZFactor * deviation) / mad : deviation / (meanAdToSd * meanAbsoluteDeviation(xs))
}

function medianAbsoluteDeviation(xs: readonly number[]): number {
  const centre = median(xs)
  return median(xs.map((x) => Math.abs(x - centre)))
}

function medianOfSorted(sorted: Float64Array): number {
  const upper = sorted.length >> 1
  const high = sorted[upper] ?? Number.NaN
  return sorted.length % 2 === 1 ? high : ((sorted[upper - 1] ?? Number.NaN) + high) / 2
}

import { normalUpperTail } from "./normal.ts"

/** Longest series whose null distribution is enumerated: with ties, and without. */
const exactWithTies = 7
const exactWithoutTies = 10

/** Mann–Kendall statistic S, its tie-corrected variance, and z with continuity correction (0 when S or the variance is). */
export interface MannKendall {
  readonly s: number
  readonly variance: number
  readonly z: number
}

/** Mann–Kendall trend statistic of values in order of time; S > 0 rises (Gilbert 1987). Below two values all are 0. */
export function mannKendall(ys: readonly number[]): MannKendall {
  const s = concordance(ys)
  const n = ys.length
  let variance = n * (n - 1) * (2 * n + 5)
  for (const t of tieGroups(ys)) variance -= t * (t - 1) * (2 * t + 5)
  variance /= 18
  const z = s === 0 || variance <= 0 ? 0 : (s - Math.sign(s)) / Math.sqrt(variance)
  return { s, variance, z }
}

/**
 * One-sided p of a trend in the named direction, 1 when all values are equal. Exact over all orders of the values to
 * n = 7, and to n = 10 without ties; above that the tie-corrected normal with continuity correction.
 */
export function mannKendallP(ys: readonly number[], direction: "falling" | "rising"): number {
  const { s, variance } = mannKendall(ys)
  const towards = direction === "rising" ? s : -s
  if (variance <= 0) return 1
  const groups = tieGroups(ys)
  const exact = ys.length <= (groups.length === ys.length ? exactWithoutTies : exactWithTies)
  return exact ? exactUpperTail(towards, groups) : normalUpperTail((towards - 1) / Math.sqrt(variance))
}

function concordance(ys: readonly number[]): number {
  let s = 0
  for (const [i, yi] of ys.entries()) for (let j = i + 1; j < ys.length; j++) s += Math.sign((ys[j] ?? Number.NaN) - yi)
  return s
}

/** Sizes of the groups of equal values, singles included. */
function tieGroups(ys: readonly number[]): readonly number[] {
  const sizes = new Map<number, number>()
  for (const y of ys) sizes.set(y, (sizes.get(y) ?? 0) + 1)
  return [...sizes.values()]
}

/** P(S ≥ s) over all orders: S = pairs that differ − 2 × inversions, and S and −S are equally likely. */
function exactUpperTail(s: number, groups: readonly number[]): number {
  const orders = ordersByInversions(groups)
  const pairs = orders.length - 1
  let all = 0
  let tail = 0
  for (const [inversions, count] of orders.entries()) {
    all += count
    if (pairs - 2 * inversions >= s) tail += count
  }
  return tail / all
}

/** How many orders of a multiset have 0, 1, 2 … inversions: the coefficients of its q-multinomial (MacMahon 1916). */
function ordersByInversions(groups: readonly number[]): readonly number[] {
  let orders = [1]
  let placed = 0
  for (const size of groups)
    for (let j = 1; j <= size; j++) {
      placed += 1
      orders = quotient(orders, placed, j)
    }
  return orders
}

/** The polynomial times (1 − qᵐ) / (1 − qʲ), which is a polynomial again after each whole group and after each step in it. */
function quotient(orders: readonly number[], m: number, j: number): number[] {
  const result: number[] = []
  for (let k = 0; k < orders.length + m - j; k++) {
    const times = (orders[k] ?? 0) - (orders[k - m] ?? 0)
    result.push(times + (result[k - j] ?? 0))
  }
  return result
}

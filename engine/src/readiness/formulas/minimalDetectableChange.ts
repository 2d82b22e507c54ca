/** Smallest change between a mean of `recent` and a mean of `prior` measurements that is not noise at 95 %, in the unit of `sem` (standard error of measurement). */
export function minimalDetectableChange(recent: number, prior: number, sem: number): number {
  return 1.96 * sem * Math.sqrt(1 / recent + 1 / prior)
}

/** Rounds to 6 decimals, halves away from zero, −0 as 0: the resolution at which rules, traces and digests see a number. */
export function roundTo6(value: number): number {
  const rounded = (Math.sign(value) * Math.round(Math.abs(value) * 1e6)) / 1e6
  return rounded === 0 ? 0 : rounded
}

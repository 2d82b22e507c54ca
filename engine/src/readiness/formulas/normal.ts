/** Beyond this many SDs a tail is nothing (below 1e-15). */
const farthest = 8

/** P(Z > z) of the standard normal, by Marsaglia's (2004) series Φ(z) = ½ + φ(z)·(z + z³/3 + z⁵/15 + …); absolute error below 1e-14. */
export function normalUpperTail(z: number): number {
  if (z > farthest) return 0
  if (z < -farthest) return 1
  let term = z
  let sum = z
  for (let odd = 3; sum + term !== sum; odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return 0.5 - (sum * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI)
}

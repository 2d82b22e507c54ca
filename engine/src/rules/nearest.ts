/** The known name nearest to a misspelt one (optimal string alignment distance at most a third of its length), or nothing. */
export function nearestName(found: string, names: Iterable<string>): string | undefined {
  const limit = Math.max(1, Math.floor(found.length / 3))
  let best: string | undefined
  let bestDistance = limit + 1
  for (const name of names) {
    if (Math.abs(name.length - found.length) >= bestDistance) continue
    const distance = editDistance(found.toLowerCase(), name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** `; did you mean \`sleepDebt\`?`, or the known names themselves when they are few, or nothing. */
export function expectedNames(found: string, names: readonly string[]): string {
  const nearest = nearestName(found, names)
  if (nearest !== undefined) return `; did you mean \`${nearest}\`?`
  if (names.length === 0) return "; none is known here"
  const shown = names.slice(0, 12).map((name) => `\`${name}\``)
  return `; expected one of ${shown.join(", ")}${names.length > shown.length ? `, … (${names.length} in all)` : ""}`
}

function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1
      let distance = Math.min((row[j - 1] ?? 0) + 1, (last[j] ?? 0) + 1, (last[j - 1] ?? 0) + cost)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        distance = Math.min(distance, (beforeLast[j - 2] ?? 0) + 1)
      row.push(distance)
    }
    beforeLast = last
    last = row
  }
  return last[b.length] ?? 0
}

/** A wellness log of 100 mornings as a spreadsheet exports it: a bad stretch late in it, one date that is none, and a column nobody knows. */
export function wellnessCsv(): string {
  const rows = Array.from({ length: 100 }, (_, index) => {
    const date = new Date(Date.UTC(2026, 0, 5 + index)).toISOString().slice(0, 10)
    const wobble = [0, 1, 0, -1, 0, 0, 1, -1][index % 8] ?? 0
    const bad = index >= 70 && index < 82
    return [
      index === 10 ? "31.31.2026" : date,
      bad ? 2 : 4 + Math.min(wobble, 0),
      bad ? 4 : 2 + Math.max(wobble, 0),
      bad ? 2 : 4,
      (bad ? 62 : 52) + wobble,
      "sun",
    ].join(",")
  })
  return ["Date,Sleep quality,Fatigue,Motivation,Resting HR (bpm),Weather", ...rows].join("\n")
}

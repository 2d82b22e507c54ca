/** How much of the catalogue's unit one of the file's unit is, by kind of quantity. */
const factors = {
  h: { h: 1, min: 1 / 60, s: 1 / 3_600, ms: 1 / 3_600_000 },
  min: { min: 1, h: 60, s: 1 / 60, ms: 1 / 60_000 },
  kg: { kg: 1, lb: 0.45359237, g: 0.001, st: 6.35029318 },
  ms: { ms: 1, s: 1_000 },
  "m/s": { "m/s": 1, "cm/s": 0.01, "mm/s": 0.001 },
  bpm: { bpm: 1, Hz: 60 },
} as const satisfies Readonly<Record<string, Readonly<Record<string, number>>>>
const factorTable: ReadonlyMap<string, Readonly<Record<string, number>>> = new Map(Object.entries(factors))

/** Units a file may have its numbers in. `rir` becomes RPE as 10 − RIR; `duration` reads `1h 20m`, `38min` and `7:35`. */
export const unitNames = [
  "h",
  "min",
  "s",
  "ms",
  "kg",
  "lb",
  "g",
  "st",
  "m/s",
  "cm/s",
  "mm/s",
  "bpm",
  "Hz",
  "rpe",
  "rir",
  "duration",
] as const
export type Unit = (typeof unitNames)[number]

/** True when numbers in the file's unit can be told in ours. */
export function isConvertible(from: Unit, to: string): boolean {
  if (from === "rir" || from === "rpe") return to === "rpe"
  if (from === "duration") return to === "h" || to === "min"
  return from in (factorTable.get(to) ?? {})
}

/** A number in our unit, rounded to hundredths (thousandths in m/s); RPE = 10 − RIR. The units must be convertible. */
export function toUnit(value: number, from: Unit, to: string): number {
  if (from === "rir") return 10 - value
  if (from === "rpe" || from === to) return value
  const digits = to === "m/s" ? 1_000 : 100
  return Math.round(value * (factorTable.get(to)?.[from] ?? Number.NaN) * digits) / digits
}

/** Minutes of a duration written as `1h 20m`, `38min`, `90 s`, `7:35` (h:mm) or `1:07:30`; undefined for other text. */
export function readDurationMin(text: string): number | undefined {
  const clock = /^(\d{1,3}):(\d{2})(?::(\d{2}))?$/.exec(text.trim())
  if (clock !== null) return Number(clock[1]) * 60 + Number(clock[2]) + Number(clock[3] ?? 0) / 60
  const words =
    /^(?:(\d+)\s*h(?:ours?|rs?)?)?\s*(?:(\d+)\s*m(?:in(?:utes?)?)?)?\s*(?:(\d+)\s*s(?:ec(?:onds?)?)?)?$/i.exec(
      text.trim(),
    )
  if (words === null || text.trim() === "") return undefined
  return Number(words[1] ?? 0) * 60 + Number(words[2] ?? 0) + Number(words[3] ?? 0) / 60
}

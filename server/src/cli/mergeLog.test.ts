import { parseEntry } from "@barometer/engine/readiness"
import { expect, it } from "vitest"
import { mergeLog } from "./mergeLog.ts"

const entry = (localDate: string, fatigue: number) => {
  const parsed = parseEntry({
    type: "checkIn",
    athleteId: "a1",
    clientId: "c1",
    localDate,
    phase: "morning",
    measures: { fatigue },
  })
  if (!parsed.ok) throw new Error("the fixture does not parse")
  return parsed.value
}
const lines = (...entries: readonly object[]) => entries.map((each) => JSON.stringify(each))

it("adds what is new after what is there", () => {
  expect(mergeLog(lines(entry("2025-01-01", 2)), [entry("2025-01-02", 3)])).toEqual(
    lines(entry("2025-01-01", 2), entry("2025-01-02", 3)),
  )
})

it("puts the same thing in the place it has", () => {
  const before = lines(entry("2025-01-01", 2), entry("2025-01-02", 2))
  expect(mergeLog(before, [entry("2025-01-01", 4)])).toEqual(lines(entry("2025-01-01", 4), entry("2025-01-02", 2)))
})

it("changes nothing when everything is there already", () => {
  const before = lines(entry("2025-01-01", 2))
  expect(mergeLog(before, [entry("2025-01-01", 2)])).toEqual(before)
})

it("leaves lines that are no entries, and entries without a client id, as they are", () => {
  const before = ["not json", '{"type":"annotation","athleteId":"a1","cause":"illness","from":"2025-01-01"}']
  expect(mergeLog(before, [entry("2025-01-01", 2)])).toEqual([...before, ...lines(entry("2025-01-01", 2))])
})

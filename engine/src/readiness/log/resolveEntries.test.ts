import { describe, expect, it } from "vitest"
import { checkIn, date, entry, logged } from "../signals/logFixture.ts"
import { resolveEntries } from "./resolveEntries.ts"
import type { Entry } from "./schema.ts"

const at = (hour: number) => ({ recordedAt: `2020-03-01T${String(hour).padStart(2, "0")}:00:00Z` })
const said = (fatigue: number) => ({ measures: { fatigue } })
const counting = (entries: readonly Entry[]) => resolveEntries(logged(entries), "p01").items.map((one) => one.entry)

describe("entries that count", () => {
  const first = checkIn(0, { clientId: "a", ...said(1), ...at(7) })
  const corrected = checkIn(0, { clientId: "a", ...said(2), ...at(8) })
  const undated = checkIn(0, { clientId: "a", ...said(3) })
  const replacement = checkIn(0, { clientId: "b", supersedes: "a", ...said(4), ...at(9) })

  it.each([
    { name: "one entry", entries: [first], count: [first] },
    { name: "the same entry twice", entries: [first, first], count: [first] },
    { name: "a correction under the same client id", entries: [first, corrected], count: [corrected] },
    { name: "a correction that came first in the file", entries: [corrected, first], count: [corrected] },
    { name: "an entry without recordedAt and one with", entries: [first, undated], count: [first] },
    { name: "a superseded entry", entries: [replacement, first], count: [replacement] },
    {
      name: "a superseded entry and its own correction",
      entries: [first, replacement, corrected],
      count: [replacement],
    },
    {
      name: "an entry that was taken back",
      entries: [first, entry({ type: "withdrawal", supersedes: "a" })],
      count: [],
    },
    {
      name: "a withdrawal that was superseded",
      entries: [
        first,
        entry({ type: "withdrawal", clientId: "w", supersedes: "a" }),
        entry({ type: "withdrawal", clientId: "v", supersedes: "w" }),
      ],
      count: [],
    },
    {
      name: "a chain of corrections",
      entries: [first, replacement, checkIn(0, { clientId: "c", supersedes: "b", ...said(5) })],
      count: [checkIn(0, { clientId: "c", supersedes: "b", ...said(5) })],
    },
    {
      name: "an entry that supersedes its own client id",
      entries: [first, checkIn(0, { clientId: "a", supersedes: "a", ...said(5), ...at(9) })],
      count: [checkIn(0, { clientId: "a", supersedes: "a", ...said(5), ...at(9) })],
    },
    {
      name: "two that supersede each other",
      entries: [replacement, checkIn(0, { clientId: "a", supersedes: "b", ...said(5), ...at(10) })],
      count: [checkIn(0, { clientId: "a", supersedes: "b", ...said(5), ...at(10) })],
    },
  ])("of $name: $count.length", ({ entries, count }) => {
    expect(counting(entries)).toEqual(count)
    expect(counting(entries.toReversed())).toEqual(count)
  })

  it("one client id on another date, at another phase or of another type is another entry", () => {
    const entries = [
      first,
      checkIn(-1, { clientId: "a" }),
      checkIn(0, { clientId: "a", phase: "preSession" }),
      entry({ type: "annotation", clientId: "a", cause: "exam", from: date(0) }),
    ]
    expect(counting(entries)).toHaveLength(4)
  })

  it("another athlete's entries do not count, nor can they supersede", () => {
    const other: Entry = { ...replacement, athleteId: "p02" }
    expect(counting([first, other])).toEqual([first])
  })

  it("come in order of the moment they are seen from, then of recordedAt", () => {
    const late = checkIn(0, { clientId: "z", ...at(9) })
    const early = checkIn(0, { clientId: "y", ...at(6) })
    const evening = checkIn(-1, { phase: "postSession" })
    const athlete = entry({ type: "athlete", experience: "beginner" })
    expect(counting([late, evening, early, athlete])).toEqual([athlete, evening, early, late])
  })
})

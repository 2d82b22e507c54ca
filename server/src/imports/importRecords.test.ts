import type { Entry } from "@barometer/engine/readiness"
import { describe, expect, it } from "vitest"
import { importRecords } from "./importRecords.ts"
import type { MappingDocument } from "./mapping.ts"
import { parseMapping } from "./parseMapping.ts"

const mapping = (
  source: MappingDocument["sources"][number],
  ...more: readonly MappingDocument["sources"][number][]
) => {
  const parsed = parseMapping({ sources: [source, ...more] })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}
const importAs = (text: string | AsyncIterable<string>, ...sources: Parameters<typeof mapping>) =>
  importRecords(text, mapping(...sources), { file: "log.csv", athlete: { id: "a1" } })
const without = ({ clientId: _, ...entry }: Entry) => entry

const date = { column: "date", format: "YYYY-MM-DD" }
const mornings: MappingDocument["sources"][number] = {
  entry: "checkIn",
  date,
  measures: { fatigue: { column: "fatigue" }, restingHr: { column: "rhr", none: ["0"] } },
}

describe("importRecords", () => {
  it("makes a check-in of a row", async () => {
    const { entries, report } = await importAs("date,fatigue,rhr\n2025-01-01,3,52\n", mornings)
    expect(entries.map(without)).toEqual([
      {
        type: "checkIn",
        athleteId: "a1",
        localDate: "2025-01-01",
        phase: "morning",
        measures: { fatigue: 3, restingHr: 52 },
      },
    ])
    expect(report).toMatchObject({
      rows: { read: 1, used: 1, empty: 0, repeated: 0, refused: 0 },
      problems: [],
      entries: { checkIn: 1 },
      from: "2025-01-01",
      to: "2025-01-01",
    })
  })

  it.each([
    ["semicolons, a byte order mark and CRLF", "\uFEFFdate;fatigue;rhr\r\n2025-01-01;2,5;52\r\n"],
    ["tabs and quotes", '"date"\t"fatigue"\t"rhr"\n"2025-01-01"\t"2.5"\t"52"'],
    ["columns in another order, and more of them", "mood,rhr,date,fatigue\n3,52,2025-01-01,2.5\n"],
  ])("reads %s", async (_, text) => {
    const { entries } = await importAs(text, mornings)
    expect(entries).toMatchObject([{ measures: { fatigue: 2.5, restingHr: 52 } }])
  })

  it("passes over a file of line breaks in time that grows with it, not with its square", async () => {
    const started = performance.now()
    await expect(importAs("\n".repeat(1_000_000), mornings)).rejects.toThrow(/found an empty file/)
    const { entries } = await importAs(`${"\n".repeat(10_000)}date,fatigue,rhr\n2025-01-01,3,52\n`, mornings)
    expect(entries).toHaveLength(1)
    expect(performance.now() - started).toBeLessThan(3_000)
  })

  it("lets others have their turn while it reads a long text, and cuts no character in two", async () => {
    const text = `date,fatigue,rhr,note\n${"2025-01-01,3,52,💪💪💪\n".repeat(40_000)}`
    let turns = 0
    const counting = setInterval(() => turns++, 1)
    const { report } = await importAs(text, mornings)
    clearInterval(counting)
    expect(report.rows).toMatchObject({ read: 40_000, repeated: 39_999 })
    expect(turns).toBeGreaterThan(5)
  })

  it("reads a text that comes in pieces, cut anywhere", async () => {
    const text = "date,fatigue,rhr\n2025-01-01,3,52\n2025-01-02,2,53\n"
    const whole = await importAs(text, mornings)
    const pieces = (async function* () {
      for (const character of text) yield character
    })()
    expect((await importAs(pieces, mornings)).entries).toEqual(whole.entries)
  })

  it("tells every cell that it cannot read by line and column, and uses the rest of the row", async () => {
    const { entries, report } = await importAs(
      "date,fatigue,rhr\n2025-01-01,9,52\nsoon,3,50\n2025-01-03,x,\n2025-01-04,,0\n",
      mornings,
    )
    expect(entries).toMatchObject([{ localDate: "2025-01-01", measures: { restingHr: 52 } }])
    expect(report.rows).toEqual({ read: 4, used: 1, empty: 1, repeated: 0, refused: 2 })
    expect(report.problems).toEqual([
      { line: 2, column: "fatigue", message: "found `9`; expected 1 to 5 of 5" },
      { line: 3, column: "date", message: "found `soon`; expected a date as `YYYY-MM-DD`" },
      { line: 4, column: "fatigue", message: "found `x`; expected a number" },
    ])
  })

  it("counts lines also after a cell that spans several", async () => {
    const { report } = await importAs('date,fatigue,rhr,note\n2025-01-01,3,52,"two\nlines"\n2025-01-02,x,,\n', mornings)
    expect(report.problems).toMatchObject([{ line: 4, column: "fatigue" }])
  })

  it("refuses a row with cells beyond the header, and goes on", async () => {
    const { entries, report } = await importAs("date,fatigue,rhr\n2025-01-01,3,52,7\n2025-01-02,3,52\n", mornings)
    expect(entries).toHaveLength(1)
    expect(report.problems).toEqual([{ line: 2, message: "found 4 cells; expected 3, as in the header" }])
  })

  it("keeps what comes before a quote that is never closed", async () => {
    const { entries, report } = await importAs(
      'date,fatigue,rhr\n2025-01-01,3,52\n2025-01-02,"3,52\n2025-01-03,3,52\n',
      mornings,
    )
    expect(entries).toHaveLength(1)
    expect(report.problems).toMatchObject([{ line: 3 }])
  })

  it("makes one entry of a row that is there twice", async () => {
    const { entries, report } = await importAs("date,fatigue,rhr\n2025-01-01,3,52\n2025-01-01,3,52\n", mornings)
    expect(entries).toHaveLength(1)
    expect(report.rows).toMatchObject({ used: 1, repeated: 1 })
  })

  it("gives the same row the same client id, and another row another", async () => {
    const one = await importAs("date,fatigue,rhr\n2025-01-01,3,52\n2025-01-02,3,52\n", mornings)
    const two = await importAs("date,fatigue,rhr\n2025-01-02,3,52\n", mornings)
    expect(two.entries[0]?.clientId).toBe(one.entries[1]?.clientId)
    expect(one.entries[0]?.clientId).not.toBe(one.entries[1]?.clientId)
  })

  it("reads a list of JSON records by dotted paths, and takes the row's own time", async () => {
    const records = [
      { at: "2025-01-01T06:00:00Z", value: { bpm: 52.25 } },
      { at: "2025-01-02T06:00:00Z", value: { bpm: 0 } },
      { at: "2025-01-03T06:00:00Z", value: null },
    ]
    const source: MappingDocument["sources"][number] = {
      entry: "checkIn",
      date: { column: "at", format: "instant" },
      measures: { restingHr: { column: "value.bpm", none: ["0"], source: "watch" } },
    }
    const { entries, report } = await importAs(JSON.stringify(records), source)
    expect(entries.map(without)).toEqual([
      {
        type: "checkIn",
        athleteId: "a1",
        localDate: "2025-01-01",
        phase: "morning",
        recordedAt: "2025-01-01T06:00:00.000Z",
        measures: { restingHr: 52.25 },
        sources: { restingHr: "watch" },
      },
    ])
    expect(report).toMatchObject({ lineWord: "record", rows: { read: 3, used: 1, empty: 2 } })
  })

  it("takes a lone JSON object for one record", async () => {
    const source: MappingDocument["sources"][number] = {
      entry: "checkIn",
      date: { column: "id", format: "YYYY-MM-DD" },
      measures: { restingHr: { column: "restingHR" } },
    } as const
    const { entries } = await importAs('{"id":"2025-05-24","restingHR":50,"sports":[{"type":"Ride"}]}', source)
    expect(entries).toMatchObject([{ localDate: "2025-05-24", measures: { restingHr: 50 } }])
  })

  it("splits a squad by a column, and refuses a row whose athlete is no id", async () => {
    const { entries, report } = await importRecords(
      "who,date,fatigue,rhr\nanna,2025-01-01,3,52\nBo B.,2025-01-01,3,52\n,2025-01-01,3,52\n",
      mapping(mornings),
      { file: "squad.csv", athlete: { column: "who" } },
    )
    expect(entries.map(({ athleteId }) => athleteId)).toEqual(["anna"])
    expect(report.problems).toMatchObject([
      {
        line: 3,
        column: "who",
        message: "found `Bo B.`; expected an athlete's id: letters, digits and . _ : @ - only",
      },
      { line: 4, column: "who", message: "nothing found; expected an athlete" },
    ])
  })

  it("picks the source by the file's name", async () => {
    const chosen = mapping(
      { ...mornings, files: "*wellness*.csv" },
      { entry: "session", files: "*srpe*", date, rpe: { column: "rpe" } },
    )
    const { entries } = await importRecords("date,rpe\n2025-01-01,7\n", chosen, {
      file: "/tmp/p01/srpe.csv",
      athlete: { id: "a1" },
    })
    expect(entries).toMatchObject([{ phase: "postSession", session: { rpe: 7 } }])
    await expect(importRecords("date\n", chosen, { file: "other.csv", athlete: { id: "a1" } })).rejects.toThrow(
      "no source of the mapping takes a file of this name; expected `*wellness*.csv` or `*srpe*`",
    )
  })

  it("lets two sources read one file", async () => {
    const { entries, report } = await importAs("date,fatigue,rhr,rpe\n2025-01-01,3,52,7\n", mornings, {
      entry: "session",
      date,
      rpe: { column: "rpe" },
    })
    expect(entries.map((entry) => entry.type === "checkIn" && entry.phase)).toEqual(["morning", "postSession"])
    expect(report.rows).toMatchObject({ read: 1, used: 1 })
  })

  it("refuses a file without the columns it stands on, naming the nearest", async () => {
    await expect(importAs("dates,fatigue\n2025-01-01,3\n", mornings)).rejects.toThrow(
      "`log.csv`: found no column `date`; did you mean `dates`?",
    )
    await expect(importAs("", mornings)).rejects.toThrow("`log.csv`: found an empty file")
    await expect(importAs("{broken", mornings)).rejects.toThrow("neither JSON nor a table")
  })

  it("notes a column that is not there", async () => {
    const { report } = await importAs("date,fatigue\n2025-01-01,3\n", mornings)
    expect(report.notes).toEqual(["no column `rhr`: nothing is read for restingHr"])
  })
})

describe("kinds of entry", () => {
  it("groups sets into sessions, in the file's order, with kinds, units and durations", async () => {
    const source: MappingDocument["sources"][number] = {
      entry: "sets",
      date: { column: "start", format: "YYYY-MM-DD HH:mm" },
      end: { column: "end", format: "YYYY-MM-DD HH:mm" },
      session: ["start"],
      exercise: { column: "lift" },
      load: { column: "lb", unit: "lb" },
      reps: { column: "reps" },
      rpe: { column: "rir", unit: "rir" },
      kind: { column: "type", words: { W: "warmup", N: "working" } },
    } as const
    const text =
      "start,end,lift,lb,reps,rir,type\n2025-01-01 23:30,2025-01-02 00:30,squat,135,5,,W\n2025-01-01 23:30,2025-01-02 00:30,squat,225,5,2,N\n2025-01-01 08:00,2025-01-01 07:00,bench,100,x,2,N\n2025-01-01 08:00,2025-01-01 07:00,bench,,,,N\n2025-01-01 08:00,2025-01-01 07:00,bench,100,5,1,N\n"
    const { entries, report } = await importAs(text, source)
    expect(entries.map(without)).toEqual([
      {
        type: "checkIn",
        athleteId: "a1",
        localDate: "2025-01-01",
        phase: "postSession",
        session: {
          durationMin: 60,
          sets: [
            { exercise: "squat", kind: "warmup", loadKg: 61.23, reps: 5 },
            { exercise: "squat", kind: "working", loadKg: 102.06, reps: 5, rpe: 8 },
          ],
        },
      },
      {
        type: "checkIn",
        athleteId: "a1",
        localDate: "2025-01-01",
        phase: "postSession",
        session: { sets: [{ exercise: "bench", kind: "working", loadKg: 45.36, reps: 5, rpe: 9 }] },
      },
    ])
    expect(new Set(entries.map(({ clientId }) => clientId)).size).toBe(2)
    expect(report.rows).toEqual({ read: 5, used: 3, empty: 1, repeated: 0, refused: 1 })
    expect(report.problems).toEqual([{ line: 4, column: "reps", message: "found `x`; expected a number" }])
    expect(report.notes).toHaveLength(2)
  })

  it("keeps a session's client id when a set of it is mended", async () => {
    const source = { entry: "sets", date, exercise: { column: "lift" }, reps: { column: "reps" } } as const
    const before = await importAs("date,lift,reps\n2025-01-01,squat,5\n", source)
    const after = await importAs("date,lift,reps\n2025-01-01,squat,6\n", source)
    expect(after.entries[0]?.clientId).toBe(before.entries[0]?.clientId)
  })

  it("gathers a day's joints; asked and free of pain is an empty list", async () => {
    const source: MappingDocument["sources"][number] = {
      entry: "joints",
      date,
      joint: { column: "where", words: { Knie: "knee" } },
      side: { column: "side", words: { links: "left" } },
      pain: { column: "pain" },
    } as const
    const { entries } = await importAs(
      "date,where,side,pain\n2025-01-01,Knie,links,4\n2025-01-01,hip,,2\n2025-01-02,Knie,links,0\n",
      source,
    )
    expect(entries).toMatchObject([
      {
        joints: [
          { joint: "knee", side: "left", pain: 4 },
          { joint: "hip", pain: 2 },
        ],
      },
      { joints: [] },
    ])
  })

  it("reads joints from a column each", async () => {
    const source: MappingDocument["sources"][number] = {
      entry: "checkIn",
      date,
      measures: {},
      joints: { knee: { column: "knee" }, shoulder: { column: "shoulder" } },
    } as const
    const { entries } = await importAs("date,knee,shoulder\n2025-01-01,4,0\n2025-01-02,0,\n2025-01-03,,\n", source)
    expect(entries).toMatchObject([{ joints: [{ joint: "knee", pain: 4 }] }, { joints: [] }])
  })

  it("reads causes from to, and outcomes where there is something to tell", async () => {
    const causes = await importAs("date,end,why\n2025-01-01,2025-01-03,krank\n", {
      entry: "annotation",
      date,
      to: { column: "end", format: "YYYY-MM-DD" },
      cause: { column: "why", words: { krank: "illness" } },
    })
    expect(causes.entries).toMatchObject([
      { type: "annotation", cause: "illness", from: "2025-01-01", to: "2025-01-03" },
    ])
    const injuries = await importAs("date,what\n2025-01-01,{}\n2025-01-02,knee\n", {
      entry: "outcome",
      date,
      kind: { constant: "injury" },
      note: { column: "what", none: ["{}"] },
    })
    expect(injuries.entries.map(without)).toEqual([
      { type: "outcome", athleteId: "a1", localDate: "2025-01-02", kind: "injury", note: "knee" },
    ])
  })

  it("puts target sets into one plan, from the earliest day on", async () => {
    const source: MappingDocument["sources"][number] = {
      entry: "targets",
      date,
      exercise: { column: "lift" },
      sets: { column: "sets" },
      reps: { column: "reps" },
      load: { column: "kg" },
    } as const
    const { entries } = await importAs(
      "date,lift,sets,reps,kg\n2025-01-03,squat,3,5,140\n2025-01-01,bench,3,,\n",
      source,
    )
    expect(entries.map(without)).toEqual([
      {
        type: "plan",
        athleteId: "a1",
        from: "2025-01-01",
        targets: [
          { localDate: "2025-01-01", exercise: "bench", sets: 3 },
          { localDate: "2025-01-03", exercise: "squat", sets: 3, reps: 5, loadKg: 140 },
        ],
      },
    ])
  })

  it("refuses an entry that no log takes, naming its field", async () => {
    const { entries, report } = await importAs("date,end,why\n2025-01-03,2025-01-01,illness\n", {
      entry: "annotation",
      date,
      to: { column: "end", format: "YYYY-MM-DD" },
      cause: { column: "why" },
    })
    expect(entries).toEqual([])
    expect(report).toMatchObject({
      rows: { used: 0, refused: 1 },
      problems: [{ line: 2, message: "/to: found an end before the start" }],
    })
  })
})

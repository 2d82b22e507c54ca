import { describe, expect, it } from "vitest"
import { guessMapping } from "./guessMapping.ts"
import { importRecords } from "./importRecords.ts"

const taken = (columns: readonly string[]) =>
  Object.fromEntries(guessMapping(columns).recognised.map(({ column, as }) => [column, as]))
const importGuessed = (text: string) => importRecords(text, undefined, { file: "unknown.csv", athlete: { id: "a1" } })

describe("guessMapping", () => {
  it.each(["Weight,Weight Unit", "Completed Weight Value,Completed Weight Unit", "weight,weight_unit"])(
    "reads the unit of a load from the column beside it: %s",
    async (names) => {
      const rows = "2025-01-01,squat,225,lb,5\n2025-01-02,squat,225,lbs,5\n"
      const { entries, report } = await importGuessed(`date,exercise,${names},reps\n${rows}`)
      expect(entries).toMatchObject([
        { session: { sets: [{ loadKg: expect.closeTo(102.06, 1) }] } },
        { session: { sets: [{ loadKg: expect.closeTo(102.06, 1) }] } },
      ])
      expect(report.notes.join()).toContain("as load (in lb)")
    },
  )

  it("knows common English names", () => {
    expect(
      taken([
        "Date",
        "Sleep Quality (1-5)",
        "hours_slept",
        "RHR",
        "HRV (ms)",
        "Fatigue",
        "Soreness",
        "Stress",
        "Mood",
        "Motivation",
        "Left Knee Pain",
        "Body weight (lbs)",
        "RPE",
        "Duration (min)",
        "Steps",
      ]),
    ).toEqual({
      Date: "date",
      "Sleep Quality (1-5)": "sleepQuality",
      hours_slept: "sleepHours",
      RHR: "restingHr",
      "HRV (ms)": "hrvRmssd",
      Fatigue: "fatigue",
      Soreness: "muscleSoreness",
      Stress: "stress",
      Mood: "mood",
      Motivation: "motivation",
      "Left Knee Pain": "pain, knee",
      "Body weight (lbs)": "bodyMass",
      RPE: "rpe",
      "Duration (min)": "durationMin",
    })
  })

  it("knows common German names", () => {
    expect(
      taken([
        "Datum",
        "Schlafqualität",
        "Schlafdauer (h)",
        "Ruhepuls",
        "Müdigkeit",
        "Muskelkater",
        "Stimmung",
        "Knieschmerz",
      ]),
    ).toEqual({
      Datum: "date",
      Schlafqualität: "sleepQuality",
      "Schlafdauer (h)": "sleepHours",
      Ruhepuls: "restingHr",
      Müdigkeit: "fatigue",
      Muskelkater: "muscleSoreness",
      Stimmung: "mood",
      Knieschmerz: "pain, knee",
    })
  })

  it("says what it left out, and what it took the ends of a scale to mean", () => {
    const { ignored, notes, recognised } = guessMapping(["Date", "Fatigue", "Steps"])
    expect(ignored).toEqual(["Steps"])
    expect(recognised).toContainEqual({ column: "Fatigue", as: "fatigue", assumption: "1 to 5, 5 is very tired" })
    expect(notes).toEqual([
      "guessed from the columns' names, look it over: `Date` as date, `Fatigue` as fatigue (1 to 5, 5 is very tired)",
      "not read: `Steps`",
    ])
  })

  it("leaves alone what only sounds alike", () => {
    const columns = [
      "Date",
      "Mood",
      "sleepScore",
      "duration_score",
      "ctlLoad",
      "lastNightAvg",
      "In bed duration (min)",
      "averageStressLevel",
      "sleepQualityTypePK",
      "Required RPE",
      "Max HR (bpm)",
    ]
    expect(guessMapping(columns).ignored).toEqual(columns.slice(2))
  })

  it("says in which unit it takes a weight that names none", () => {
    expect(guessMapping(["Date", "Exercise", "Weight", "Reps"]).recognised).toContainEqual({
      column: "Weight",
      as: "load",
      assumption: "in kg",
    })
    expect(guessMapping(["Date", "Weight"]).recognised).toContainEqual({
      column: "Weight",
      as: "bodyMass",
      assumption: "in kg",
    })
  })

  it("has nothing to offer without dates, or without anything to read", () => {
    expect(guessMapping(["Fatigue"]).mapping).toBeUndefined()
    expect(guessMapping(["Date", "Steps"]).mapping).toBeUndefined()
  })

  it("takes a table with exercises for sets", () => {
    expect(
      guessMapping(["Date", "Exercise", "Set", "Load (kg)", "Reps", "RIR", "MV (m/s)"]).mapping?.sources,
    ).toMatchObject([
      {
        entry: "sets",
        load: { column: "Load (kg)", unit: "kg" },
        rpe: { column: "RIR", unit: "rir" },
        meanVelocity: { column: "MV (m/s)" },
      },
    ])
  })
})

describe("an unknown file", () => {
  it("reads day and month by the rows where only one order is possible", async () => {
    const { entries } = await importGuessed("Date,Mood\n01/02/2025,3\n01/25/2025,4\n")
    expect(entries).toMatchObject([{ localDate: "2025-01-02" }, { localDate: "2025-01-25" }])
  })

  it("says so where both orders are possible", async () => {
    const { entries, report } = await importGuessed("Date,Mood\n01/02/2025,3\n")
    expect(entries).toMatchObject([{ localDate: "2025-02-01" }])
    expect(report.notes[0]).toContain("`Date` as date (the day comes before the month)")
  })

  it("brings a scale of ten down to five", async () => {
    const { entries } = await importGuessed("Datum;Müdigkeit;Schlaf (min)\n01.02.2025;10;\n02.02.2025;1;\n")
    expect(entries).toMatchObject([{ measures: { fatigue: 5 } }, { measures: { fatigue: 1 } }])
  })

  it("tells minutes of sleep by their size", async () => {
    const { entries } = await importGuessed("Date,Sleep duration\n2025-01-01,420\n2025-01-02,390\n")
    expect(entries).toMatchObject([{ measures: { sleepHours: 7 } }, { measures: { sleepHours: 6.5 } }])
  })

  it("is refused, naming its columns, when none is known", async () => {
    await expect(importGuessed("a,b\n1,2\n")).rejects.toThrow(
      "found no column that is known; write a mapping. Columns: `a`, `b`",
    )
  })
})

import { describe, expect, it } from "vitest"
import { apps } from "./apps.ts"
import { importRecords } from "./importRecords.ts"

const header =
  '"title","start_time","end_time","description","exercise_title","superset_id","exercise_notes","set_index","set_type","weight_kg","reps","distance_km","duration_seconds","rpe"'
const importHevy = (text: string) => importRecords(text, undefined, { file: "workouts.csv", athlete: { id: "h1" } })
const setsOf = (entries: Awaited<ReturnType<typeof importHevy>>["entries"]) =>
  entries.flatMap((entry) => (entry.type === "checkIn" ? (entry.session?.sets ?? []) : []))

describe("hevy", () => {
  it("is told by its columns; a workout is one check-in after the session, with its duration", async () => {
    const { entries, report } = await importHevy(
      `${header}\n"Legs","15 Sep 2025, 07:48","15 Sep 2025, 09:13","","Squat",,"",0,"warmup",60,5,,0,6\n"Legs","15 Sep 2025, 07:48","15 Sep 2025, 09:13","","Squat",,"",1,"failure",100,5,,0,9.5\n"Arms","15 Sep 2025, 18:00","15 Sep 2025, 18:20","","Curl",,"",0,"dropset",20,12,,0,\n`,
    )
    expect(report.source).toBe("hevy")
    expect(entries).toMatchObject([
      {
        phase: "postSession",
        localDate: "2025-09-15",
        session: {
          durationMin: 85,
          sets: [
            { exercise: "Squat", kind: "warmup", loadKg: 60, reps: 5 },
            { kind: "working", loadKg: 100, rpe: 9.5 },
          ],
        },
      },
      { session: { durationMin: 20, sets: [{ exercise: "Curl", kind: "working" }] } },
    ])
  })

  it("takes RPE 6 on a warm-up for nothing, as the app puts it there, and on a working set for an answer", async () => {
    const rows = ["warmup,40,5,,0,6", "warmup,50,5,,0,7", "normal,60,5,,0,6"].map(
      (cells, index) => `"Legs","15 Sep 2025, 07:48","15 Sep 2025, 09:13","","Squat",,"",${index},${cells}`,
    )
    const { entries } = await importHevy([header, ...rows].join("\n"))
    expect(setsOf(entries).map(({ rpe }) => rpe)).toEqual([undefined, 7, 6])
  })

  it("reads pounds, and months in other languages", async () => {
    const { entries } = await importHevy(
      `${header.replace("weight_kg", "weight_lbs")}\n"Beine","15 Okt. 2025, 07:48","15 Okt. 2025, 08:48","","Squat",,"",0,"normal",225,5,,0,8\n`,
    )
    expect(entries).toMatchObject([{ localDate: "2025-10-15" }])
    expect(setsOf(entries)).toMatchObject([{ loadKg: 102.06 }])
  })

  it("leaves out timed work with a note, and a load of nothing is no load", async () => {
    const { entries, report } = await importHevy(
      `${header}\n"A","15 Sep 2025, 07:48","15 Sep 2025, 09:13","","Plank",,"",0,"normal",,,,60,\n"A","15 Sep 2025, 07:48","15 Sep 2025, 09:13","","Pull Up",,"",0,"normal",0,8,,0,9\n`,
    )
    expect(setsOf(entries)).toEqual([{ exercise: "Pull Up", kind: "working", reps: 8, rpe: 9 }])
    expect(report.rows).toMatchObject({ used: 1, empty: 1 })
  })
})

describe("pmsys", () => {
  const pmsys = apps.get("pmsys")
  const importFile = (file: string, text: string) =>
    importRecords(text, pmsys, { file, athlete: { id: "p1" }, zone: "Europe/Oslo" })

  it("turns fatigue, soreness and stress around, as higher is better on every item", async () => {
    const { entries } = await importFile(
      "wellness.csv",
      'effective_time_frame,fatigue,mood,readiness,sleep_duration_h,sleep_quality,soreness,soreness_area,stress\n2019-11-01T23:31:40.751Z,2,3,5,6,4,1,"[1, 2]",5\n',
    )
    expect(entries).toMatchObject([
      {
        localDate: "2019-11-02",
        recordedAt: "2019-11-01T23:31:40.751Z",
        measures: { fatigue: 4, mood: 3, sleepHours: 6, sleepQuality: 4, muscleSoreness: 5, stress: 1 },
      },
    ])
  })

  it("takes a resting heart rate of 0 for none", async () => {
    const { entries } = await importFile(
      "resting_heart_rate.json",
      '[{"dateTime":"2019-11-01 00:00:00","value":{"date":"11/01/19","value":53.7,"error":6.8}},{"dateTime":"2019-11-02 00:00:00","value":{"date":null,"value":0.0,"error":0.0}}]',
    )
    expect(entries).toMatchObject([{ localDate: "2019-11-01", measures: { restingHr: 53.7 } }])
  })

  it("reads session RPE with minutes, and injuries", async () => {
    expect(
      (
        await importFile(
          "srpe.csv",
          "end_date_time,activity_names,perceived_exertion,duration_min\n2019-11-05T20:51:54.710Z,\"['running']\",7,30\n",
        )
      ).entries,
    ).toMatchObject([{ session: { rpe: 7, durationMin: 30 } }])
    expect(
      (
        await importFile(
          "injury.csv",
          "effective_time_frame,injuries\n2019-11-07T06:39:48.428Z,{}\n2020-01-07T10:33:38.989Z,{'right_hand': 'minor'}\n",
        )
      ).entries,
    ).toMatchObject([{ type: "outcome", kind: "injury", localDate: "2020-01-07" }])
  })
})

describe("intervals", () => {
  it("turns around what is good at 1: sleep, motivation and mood, and spreads four levels over five", async () => {
    const record = {
      id: "2025-05-24",
      ctl: 70,
      restingHR: 50,
      hrv: null,
      sleepSecs: 27000,
      sleepQuality: 1,
      motivation: 4,
      mood: 2,
      fatigue: 1,
      soreness: 4,
      stress: 3,
      weight: 78,
    }
    const { entries, report } = await importRecords(JSON.stringify([record]), undefined, {
      file: "wellness.json",
      athlete: { id: "i1" },
    })
    expect(report.notes[0]).toBe("taken for an export of intervals by its columns")
    expect(entries).toMatchObject([
      {
        localDate: "2025-05-24",
        measures: {
          restingHr: 50,
          sleepHours: 7.5,
          bodyMass: 78,
          sleepQuality: 5,
          motivation: 1,
          mood: 3.5,
          fatigue: 1,
          muscleSoreness: 5,
          stress: 3.5,
        },
      },
    ])
  })
})

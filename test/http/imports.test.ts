import { describe, expect, it } from "vitest"
import { expectProblem } from "./expectProblem.ts"
import { openTestApp, type TestApp } from "./testApp.ts"

const path = "/api/imports/preview"
const csv = { "content-type": "text/csv" }
const log = "Date,Fatigue,Weather\n2026-03-01,5,sun\n2026-03-02,1,sun\n2026-03-03,x,sun\n"

interface Preview {
  readonly columns: readonly { readonly column: string; readonly as: string; readonly scale: unknown }[]
  readonly ignored: readonly string[]
  readonly report: { readonly rows: object; readonly problems: readonly unknown[] }
  readonly athletes: readonly unknown[]
  readonly athleteId: string
  readonly past: { readonly days: readonly { readonly verdict: string }[]; readonly episodes: number } | null
}

async function preview(app: TestApp, body: string, query = ""): Promise<Preview> {
  const response = await app.send(`${path}${query}`, body, csv)
  expect(response.status).toBe(200)
  return await response.json()
}

describe("POST /api/imports/preview", () => {
  it("tells what it took for what, what it refused by line and column, and the verdict of each day", async () => {
    const answer = await preview(await openTestApp(), log)
    expect(answer.columns).toContainEqual(
      expect.objectContaining({ column: "Fatigue", as: "fatigue", scale: { from: [1, 5], isHighGood: false } }),
    )
    expect(answer.ignored).toEqual(["Weather"])
    expect(answer.report.rows).toMatchObject({ read: 3, used: 2, refused: 1 })
    expect(answer.report.problems).toEqual([expect.objectContaining({ line: 4, column: "Fatigue" })])
    expect(answer.past?.days.map(({ verdict }) => verdict)).toEqual(["reduce", "train"])
    expect(answer.past?.episodes).toBe(1)
  })

  it("reads UTF-16, which spreadsheets write as Unicode text", async () => {
    const app = await openTestApp()
    const response = await app.send(path, Buffer.from(`\uFEFF${log}`, "utf16le"), csv)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ report: { rows: { read: 3, used: 2 } } })
  })

  it("turns a scale around on request", async () => {
    const answer = await preview(await openTestApp(), log, "?flips=fatigue")
    expect(answer.past?.days.map(({ verdict }) => verdict)).toEqual(["train", "reduce"])
  })

  it("stores nothing", async () => {
    const app = await openTestApp()
    await preview(app, log, "?athlete=ann")
    expect(await (await app.get("/api/athletes")).json()).toMatchObject({ athletes: [] })
  })

  it("keeps athletes apart that a column names, and tells the past of the one that is asked for", async () => {
    const app = await openTestApp()
    const squad = "Name,Date,Fatigue\nAnn Bo,2026-03-01,5\nCleo,2026-03-01,1\nCleo,2026-03-02,1\n"
    const first = await preview(app, squad)
    expect(first.athletes).toEqual([
      { id: "Cleo", entries: 2 },
      { id: "Ann.Bo", entries: 1 },
    ])
    expect(first.athleteId).toBe("Cleo")
    const other = await preview(app, squad, "?show=Ann.Bo")
    expect(other.past?.days.map(({ verdict }) => verdict)).toEqual(["reduce"])
  })

  it("reads a JSON array of records", async () => {
    const app = await openTestApp()
    const response = await app.post(path, [{ date: "2026-03-01", fatigue: 5 }])
    expect(await response.json()).toMatchObject({ past: { days: [{ verdict: "reduce" }] } })
  })

  it.each([
    ["a file without a known column", "a,b\n1,2\n", csv, 422, "invalidInput"],
    ["an empty file", "", csv, 422, "invalidInput"],
    ["more than a thousand columns", `${"c,".repeat(2_000)}date\n`, csv, 422, "invalidInput"],
    ["a picture", "x", { "content-type": "image/png" }, 415, "unsupportedMediaType"],
    ["more than 50 MB", `Date,Fatigue\n${"2026-03-01,1\n".repeat(4_100_000)}`, csv, 413, "bodyTooLarge"],
  ] as const)("refuses %s", async (_, body, headers, status, code) => {
    const problem = await expectProblem(await (await openTestApp()).send(path, body, headers), status)
    expect(problem.type).toBe(`urn:barometer:problem:${code}`)
  })
})

describe("POST /api/imports", () => {
  const confirm = async (app: TestApp, body: string, query = "") => await app.send(`/api/imports${query}`, body, csv)
  const dates = async ({ get }: TestApp, id: string) => {
    const page: { checkIns: readonly { checkIn: { localDate: string; measures: object } }[] } = await (
      await get(`/api/check-ins?athleteId=${id}`)
    ).json()
    return page.checkIns.map(({ checkIn }) => checkIn.localDate)
  }
  const clean = "Date,Fatigue\n2026-03-02,1\n2026-03-01,5\n"

  it("B54 stores a file's days, decides each, and doubles nothing when the same file comes again", async () => {
    const app = await openTestApp()
    const first = await confirm(app, clean, "?athlete=ann")
    expect(first.status).toBe(201)
    expect(await first.json()).toMatchObject({ athletes: [{ id: "ann", stored: 2, known: 0, refused: [] }] })
    const again = await confirm(app, `${clean}2026-03-03,2\n`, "?athlete=ann")
    expect(await again.json()).toMatchObject({ athletes: [{ stored: 1, known: 2 }] })
    expect(await dates(app, "ann")).toEqual(["2026-03-01", "2026-03-02", "2026-03-03"])
    const timeline = await (await app.get("/api/athletes/ann/timeline?from=2026-03-01&to=2026-03-03")).json()
    expect(timeline).toMatchObject({ days: [{ verdict: "reduce" }, { verdict: "train" }, { verdict: "train" }] })
  })

  it("B53 a file with a refused row is stored only on consent, and the refusal names row and column", async () => {
    const app = await openTestApp()
    const problem = await expectProblem(await confirm(app, log, "?athlete=ann"), 422)
    expect(problem.errors).toEqual([expect.objectContaining({ pointer: "/line/4/Fatigue", code: "refusedRow" })])
    expect(await (await app.get("/api/athletes")).json()).toMatchObject({ athletes: [] })
    expect((await confirm(app, log, "?athlete=ann&refusedRows=leaveOut")).status).toBe(201)
    expect(await dates(app, "ann")).toEqual(["2026-03-01", "2026-03-02"])
  })

  it("B51 a formula in a cell is text", async () => {
    const app = await openTestApp()
    const formula = '=HYPERLINK("http://evil.example","x")'
    const sets = `Date,Exercise,Weight (kg),Reps\n2026-03-01,"${formula.replaceAll('"', '""')}",100,5\n`
    const answer = await confirm(app, sets, "?athlete=ann")
    expect(answer.status, await answer.clone().text()).toBe(201)
    const page = await (await app.get("/api/check-ins?athleteId=ann")).json()
    expect(page).toMatchObject({ checkIns: [{ checkIn: { session: { sets: [{ exercise: formula }] } } }] })
  })

  it.each([
    ["a million columns", `${"c,".repeat(1_000_000)}date\n`, 422, /expected at most 1000/],
    ["an archive", `PK\u0003\u0004${"\u0000".repeat(5_000)}`, 422, /./],
    ["an XML file that expands itself", '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>', 422, /./],
    ["nothing to store", "Date,Fatigue\n", 422, /./],
    ["a day to come", "Date,Fatigue\n2031-01-01,3\n", 422, /in the future/],
  ] as const)("B52 refuses %s and stores nothing", async (_, body, status, detail) => {
    const app = await openTestApp()
    expect((await expectProblem(await confirm(app, body, "?athlete=ann"), status)).detail).toMatch(detail)
    expect(await (await app.get("/api/athletes")).json()).toMatchObject({ athletes: [] })
  })

  it("stores one athlete of a squad's file, under another name when asked", async () => {
    const app = await openTestApp()
    const squad = "Name,Date,Fatigue\nAnn,2026-03-01,5\nCleo,2026-03-01,1\n"
    const answer = await confirm(app, squad, "?only=Cleo&as=cleo")
    expect(await answer.json()).toMatchObject({ athletes: [{ id: "cleo", stored: 1 }] })
    expect(await (await app.get("/api/athletes")).json()).toMatchObject({ athletes: [{ id: "cleo" }] })
  })
})

describe("POST /api/demo", () => {
  it("fills a squad of demo athletes once, each decided up to today", async () => {
    const app = await openTestApp()
    const answer = await app.post("/api/demo", { today: "2026-03-10" })
    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({ athletes: 8 })
    const roster: { athletes: readonly { id: string; latest: object | null }[] } = await (
      await app.get("/api/athletes")
    ).json()
    expect(roster.athletes.every(({ id, latest }) => id.startsWith("demo.") && latest !== null)).toBe(true)
    await expectProblem(await app.post("/api/demo", { today: "2026-03-10" }), 409)
  })

  it.each([[{}], [{ today: "soon" }], [{ today: "2031-01-01" }]])("refuses %j", async (body) => {
    await expectProblem(await (await openTestApp()).post("/api/demo", body), 422)
  })
})

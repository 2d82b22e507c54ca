import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { run } from "./testTerminal.ts"

const folder = mkdtempSync(join(tmpdir(), "barometer-cli-"))
const path = (name: string) => join(folder, name)
const write = (name: string, content: string) => {
  writeFileSync(path(name), content)
  return path(name)
}
const irrigation = fileURLToPath(new URL("../../../test/other-domain/irrigation.json", import.meta.url))
const checkIn = (localDate: string, more: object = {}) =>
  JSON.stringify({
    type: "checkIn",
    athleteId: "a1",
    clientId: `c-${localDate}`,
    localDate,
    phase: "morning",
    measures: { fatigue: 2 },
    joints: [],
    ...more,
  })
const log = ["2025-01-01", "2025-01-02"].map((date) => checkIn(date)).join("\n")

beforeAll(() => {
  write("log.jsonl", `${log}\n`)
})
afterAll(() => rmSync(folder, { recursive: true }))

describe("the command line", () => {
  it("lists its commands, and helps with each", async () => {
    const overview = await run(["--help"])
    expect(overview.code).toBe(0)
    const names = overview.out.flatMap((line) => /^ {2}(\w+) {2}/.exec(line)?.[1] ?? [])
    expect(names).toEqual(
      expect.arrayContaining(["decide", "explain", "check", "import", "why", "simulate", "replay", "serve"]),
    )
    for (const name of names) {
      const help = await run([name, "--help"])
      expect(help.code).toBe(0)
      expect(help.out[0]).toContain(`barometer ${name} `)
    }
  })

  it.each([
    [["decde"], "unknown command `decde`; did you mean `decide`?"],
    [["decide", "--logs", "x"], "unknown option `--logs` of `decide`; did you mean `--log`?"],
    [["decide", "--log"], "`--log`: nothing found; expected FILE…"],
    [["decide"], "`--log`: nothing found; expected at least one log, or `-` for standard input"],
    [
      ["decide", "--log", "-", "--from", "2025-02-30"],
      "`--from`: found `2025-02-30`; expected a calendar date, YYYY-MM-DD",
    ],
    [
      ["decide", "--log", "-", "--ruleset", "push-or-bak-off"],
      "unknown ruleset `push-or-bak-off`; did you mean `push-or-back-off`?",
    ],
    [
      ["decide", "--log", "-", "--ruleset", "push-or-back-off@99"],
      "ruleset `push-or-back-off` has no version 99; expected one of 1",
    ],
    [["decide", "--log", "-", "--json=yes"], "`--json` takes no value; found `yes`"],
    [["decide", "--log", "nowhere.jsonl"], "`nowhere.jsonl`: there is no such file"],
    [["decide", "--log", "-", "--evaluator", "compild"], "unknown evaluator `compild`; did you mean `compiled`?"],
    [
      ["simulate", "--athletes", "2", "--days", "x", "--seed", "1", "--out", "-"],
      "`--days`: found `x`; expected a number",
    ],
    [["simulate", "--athletes", "2", "--days", "5", "--out", "-"], "`--seed`: nothing found; expected a number"],
    [
      ["import", "x.csv", "--out", "-"],
      "`--athlete`: nothing found; expected the athlete's id, or `--athlete-column` with the column that holds it",
    ],
    [
      ["import", "x.csv", "--out", "-", "--athlete", "a1", "--from", "hevi"],
      "unknown app `hevi`; did you mean `hevy`?",
    ],
  ])("refuses %j", async (words, message) => {
    expect(await run(words)).toEqual({ code: 2, out: [], err: [message] })
  })
})

describe("decide", () => {
  it("prints a decision a line, and the verdicts' counts", async () => {
    const { code, out } = await run(["decide", "--log", path("log.jsonl")])
    expect(code).toBe(0)
    expect(out[0]).toBe("a1")
    expect(out[1]).toMatch(/^ {2}2025-01-01 {2}morning {6}Train as planned/)
    expect(out.at(-1)).toContain("2 decisions: Train as planned 2.")
  })

  it("prints one JSON document a line, from standard input as well, within a range", async () => {
    const { out } = await run(["decide", "--log", "-", "--json", "--from", "2025-01-02"], log)
    expect(out.map((line): unknown => JSON.parse(line))).toMatchObject([
      { athleteId: "a1", localDate: "2025-01-02", verdict: "train" },
    ])
    expect(out[0]).not.toContain('"trace"')
  })

  it("decides the same on the closures", async () => {
    const digests = async (evaluator: string) =>
      (await run(["decide", "--log", path("log.jsonl"), "--json", "--evaluator", evaluator])).out.map(
        (line) => /"digest":"\w+"/.exec(line)?.[0],
      )
    expect(await digests("compiled")).toEqual(await digests("json-rules-engine"))
  })

  it("names file, line and field of everything that is wrong", async () => {
    const file = write(
      "bad.jsonl",
      `${checkIn("2025-01-01")}\n{"type":"checkIn"\n${checkIn("2025-01-03", { measures: { fatigue: 9 } })}\n\n${checkIn("2025-01-04", { phas: "x" })}`,
    )
    const { code, out, err } = await run(["decide", "--log", file])
    expect({ code, out }).toEqual({ code: 2, out: [] })
    expect(err[0]).toContain(`\`${file}\`, line 2: found text that is not JSON`)
    expect(err[1]).toContain("line 3: /measures/fatigue: found a number out of range for `fatigue`")
    expect(err[2]).toContain("line 5: /phas: unknown field `phas`")
  })

  it("applies overrides, and refuses one that the ruleset does not take", async () => {
    const painful = write("painful.jsonl", checkIn("2025-01-01", { joints: [{ joint: "knee", pain: 6 }] }))
    const override = (thresholds: object) =>
      JSON.stringify([{ layer: "athlete", subject: "a1", from: "2025-01-01", thresholds }])
    const verdictWith = async (thresholds: object) =>
      (await run(["decide", "--json", "--log", painful, "--overrides", write("o.json", override(thresholds))])).out.map(
        (line) => /"verdict":"(\w+)"/.exec(line)?.[1],
      )
    expect(await verdictWith({ jointStop: 6 })).toEqual(["refer"])
    expect(await verdictWith({ jointStop: 8 })).toEqual(["train"])
    const { code, err } = await run([
      "decide",
      "--log",
      painful,
      "--overrides",
      write("o.json", override({ jointStopp: 6 })),
    ])
    expect(code).toBe(2)
    expect(err[0]).toContain("/0/thresholds/jointStopp: unknown threshold `jointStopp`; did you mean `jointStop`?")
  })
})

describe("explain and replay", () => {
  it("tells the answer, the account of every rule, and what would turn it", async () => {
    const { code, out } = await run(["explain", "--log", path("log.jsonl"), "--date", "2025-01-02"])
    expect(code).toBe(0)
    expect(out[0]).toBe("a1, 2025-01-02, morning")
    expect(out).toEqual(expect.arrayContaining(["Not known", "Would turn it, alone", "Could become"]))
    expect(out.some((line) => /^ {2}[✓✗?] S1 {2}/.test(line))).toBe(true)
    expect(out.at(-1)).toContain("not medical advice")
  })

  it("writes a receipt that replays to the same digest, and tells one that was altered", async () => {
    const receipt = path("receipt.json")
    const { out } = await run([
      "explain",
      "--json",
      "--log",
      path("log.jsonl"),
      "--athlete",
      "a1",
      "--date",
      "2025-01-02",
      "--receipt",
      receipt,
    ])
    expect(JSON.parse(out[0] ?? "")).toMatchObject({ decision: { verdict: "train" }, flips: { verdict: "train" } })
    expect(await run(["replay", receipt])).toMatchObject({ code: 0 })
    const altered = write("altered.json", readFileSync(receipt, "utf8").replace('"fatigue":2', '"fatigue":3'))
    const replayed = await run(["replay", altered])
    expect(replayed.code).toBe(1)
    expect(replayed.out.join("\n")).toContain("/inputDigest")
    expect((await run(["replay", "--json", altered])).out[0]).toContain('"identical":false')
    expect(await run(["replay", path("log.jsonl")])).toMatchObject({ code: 2 })
  })

  it("names the nearest day that has a check-in", async () => {
    const { code, err } = await run(["explain", "--log", path("log.jsonl"), "--date", "2025-01-09"])
    expect({ code, err }).toEqual({
      code: 2,
      err: ["athlete `a1` has no check-in on 2025-01-09; the last before it is on 2025-01-02"],
    })
  })
})

describe("check", () => {
  it("holds a shipped ruleset and its cases", async () => {
    const { code, out } = await run(["check", "always-train"])
    expect(code).toBe(0)
    expect(out[0]).toMatch(/its form is right, 0 warnings, (\d+) of \1 cases? hold/)
  })

  it("holds a ruleset of another domain", async () => {
    expect(await run(["check", irrigation])).toMatchObject({ code: 0 })
  })

  it("tells every problem by its place, and answers no", async () => {
    const document = JSON.stringify({ ...JSON.parse(readFileSync(irrigation, "utf8")), otherwise: "flood" })
    const { code, out } = await run(["check", write("flooded.json", document)])
    expect(code).toBe(1)
    expect(out[0]).toContain("1 problem")
    expect(out[1]).toContain("/otherwise")
    const json = await run(["check", "--json", path("flooded.json")])
    expect(JSON.parse(json.out[0] ?? "")).toMatchObject({ ok: false, problems: [{ pointer: "/otherwise" }] })
  })

  it("cannot use what is no JSON", async () => {
    expect(await run(["check", write("broken.json", '{"id":')])).toMatchObject({
      code: 2,
      err: [`\`${path("broken.json")}\`: found text that is not JSON; it ends too early`],
    })
  })

  it("turns json-rules-engine rules into a ruleset that it takes itself", async () => {
    const rules = [
      {
        conditions: { all: [{ fact: "soil-moisture", operator: "lessThan", value: 18 }] },
        event: { type: "irrigate" },
      },
    ]
    const { code, out, err } = await run([
      "check",
      "--from-json-rules-engine",
      write("Old rules.json", JSON.stringify(rules)),
    ])
    expect(code).toBe(0)
    expect(err.join("\n")).toContain("`soil-moisture` is now `soilMoisture`")
    expect(await run(["check", write("new.json", out.join("\n"))])).toMatchObject({ code: 0 })
  })
})

describe("why", () => {
  it("accounts for rows of facts of any domain", async () => {
    const { code, out } = await run(
      ["why", "--rules", irrigation, "--facts", "-", "--json"],
      '{"soilMoisture":12,"rainForecastMm":20,"alarms":["leak"]}\n{"soilMoisture":30,"alarms":[]}\n',
    )
    expect(code).toBe(0)
    expect(out.map((line): unknown => JSON.parse(line))).toMatchObject([
      { verdict: "stop" },
      { verdict: "skip", decidedBy: null },
    ])
  })

  it("refuses a row that does not fit, by line and field", async () => {
    const { code, err } = await run(
      ["why", "--rules", irrigation, "--facts", "-"],
      '{"soilMoisture":12}\n{"soilMoistur":12}\n{"soilMoisture":"wet"}\n',
    )
    expect(code).toBe(2)
    expect(err).toEqual([
      "standard input, line 2: /soilMoistur: unknown fact `soilMoistur`; did you mean `soilMoisture`?",
      "standard input, line 3: /soilMoisture: found text; expected a number",
    ])
  })
})

describe("import", () => {
  const csv = "date,fatigue,rhr\n2025-01-01,3,52\nsoon,3,53\n"

  it("writes a log that decide takes, and tells what it read", async () => {
    const out = path("imported.jsonl")
    const ran = await run([
      "import",
      write("mornings.csv", csv),
      "--athlete",
      "a1",
      "--out",
      out,
      "--deload-every-weeks",
      "5",
      "--experience",
      "advanced",
    ])
    expect(ran.code).toBe(0)
    expect(ran.out[0]).toContain("2 rows read, 1 used, 1 refused")
    expect(ran.out.join("\n")).toContain("line 3, column `date`: found `soon`; expected a date")
    expect(
      readFileSync(out, "utf8")
        .trim()
        .split("\n")
        .map((line): unknown => JSON.parse(line)),
    ).toMatchObject([
      { type: "athlete", experience: "advanced" },
      { type: "plan", from: "2025-01-01", deloadEveryWeeks: 5 },
      { type: "checkIn", measures: { fatigue: 3, restingHr: 52 } },
    ])
    expect(await run(["decide", "--log", out])).toMatchObject({ code: 0 })
  })

  it("doubles nothing when it is done twice, and keeps what the log holds", async () => {
    const out = write("kept.jsonl", `${checkIn("2024-12-31")}\n`)
    const words = ["import", write("mornings.csv", csv), "--athlete", "a1", "--out", out]
    await run(words)
    const once = readFileSync(out, "utf8")
    await run(words)
    expect(readFileSync(out, "utf8")).toBe(once)
    expect(once.trim().split("\n")).toHaveLength(2)
  })

  it("writes nothing when no row can be used", async () => {
    const { code, err } = await run([
      "import",
      write("none.csv", "date,fatigue\nsoon,3\n"),
      "--athlete",
      "a1",
      "--out",
      path("none.jsonl"),
    ])
    expect({ code, err }).toEqual({ code: 2, err: ["no row could be used; nothing was written"] })
  })

  it("refuses a mapping by the place in it", async () => {
    const mapping = write(
      "mapping.json",
      '{"sources":[{"entry":"checkIn","date":{"column":"d","format":"YYYY"},"measures":{}}]}',
    )
    const { code, err } = await run([
      "import",
      path("mornings.csv"),
      "--mapping",
      mapping,
      "--athlete",
      "a1",
      "--out",
      "-",
    ])
    expect(code).toBe(2)
    expect(err[0]).toContain("/sources/0/date/format")
  })
})

describe("simulate", () => {
  it("writes a squad and its truth, the same for the same seed", async () => {
    const words = (out: string) => [
      "simulate",
      "--athletes",
      "2",
      "--days",
      "60",
      "--seed",
      "4",
      "--out",
      path(out),
      "--truth",
      path("truth.json"),
      "--overreaching",
      "1",
    ]
    expect(await run(words("one.jsonl"))).toMatchObject({ code: 0 })
    await run(words("two.jsonl"))
    expect(readFileSync(path("one.jsonl"), "utf8")).toBe(readFileSync(path("two.jsonl"), "utf8"))
    expect(JSON.parse(readFileSync(path("truth.json"), "utf8"))).toMatchObject({
      athletes: [{ athleteId: "s001" }, { athleteId: "s002" }],
    })
    expect(await run(["decide", "--log", path("one.jsonl"), "--athlete", "s002", "--to", "2025-01-10"])).toMatchObject({
      code: 0,
    })
  })
})

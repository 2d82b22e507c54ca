import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { z } from "zod"
import { simulateSquad } from "../simulate/index.ts"
import { run } from "./testTerminal.ts"

const folder = mkdtempSync(join(tmpdir(), "barometer-compare-"))
const path = (name: string) => join(folder, name)
const lines = simulateSquad({ athletes: 5, days: 90, seed: 3 }).entries.map((entry) => JSON.stringify(entry))
const injuries = Array.from({ length: 10 }, (_, index) =>
  JSON.stringify({
    type: "outcome",
    athleteId: `s00${(index % 5) + 1}`,
    localDate: `2025-03-0${(index >> 1) + 1}`,
    kind: "injury",
    clientId: `o${index}`,
  }),
)

beforeAll(() => {
  writeFileSync(path("log.jsonl"), `${lines.join("\n")}\n`)
  writeFileSync(path("outcomes.jsonl"), `${injuries.join("\n")}\n`)
  const shipped = fileURLToPath(new URL("../../../rulesets/push-or-back-off/v1.json", import.meta.url))
  writeFileSync(path("same.json"), readFileSync(shipped))
})
afterAll(() => rmSync(folder, { recursive: true }))

const compare = (...words: readonly string[]) =>
  run(["compare", "--a", "push-or-back-off", ...words, "--log", path("log.jsonl")])

describe("compare", () => {
  it("shows matrix, totals side by side, and at most 40 flips with what makes them", async () => {
    const { code, out } = await compare("--b", "one-day-panic")
    expect(code).toBe(0)
    expect(out[2]).toMatch(/^5 athletes, \d+ days: \d+ verdicts flip \(\d+ %\)/)
    expect(out.filter((line) => line.includes(" → "))).toHaveLength(41)
    expect(out.some((line) => /^ {2}and \d+ more$/.test(line))).toBe(true)
    expect(out.some((line) => /rule P\d added$/.test(line))).toBe(true)
  })

  it("says that two are identical on all days", async () => {
    const { code, out } = await compare("--b", path("same.json"))
    expect(code).toBe(0)
    expect(out.slice(0, 2)).toEqual(["A  push-or-back-off@1", `B  ${path("same.json")} (push-or-back-off@1)`])
    expect(out.join("\n")).toContain("identical on all days")
    expect(out.join("\n")).not.toContain("→")
  })

  it("prints one line of JSON with every flip", async () => {
    const { out } = await compare("--b", "one-day-panic", "--json", "--outcomes")
    expect(out).toHaveLength(1)
    const { flips, totals, outcomes } = z
      .object({
        flips: z.array(z.object({ athleteId: z.string(), localDate: z.string(), from: z.string(), to: z.string() })),
        totals: z.object({ days: z.number() }),
        outcomes: z.object({ refused: z.string() }),
      })
      .parse(JSON.parse(out[0] ?? ""))
    expect(flips.length).toBeGreaterThan(40)
    expect(flips.length).toBeLessThan(totals.days)
    expect(outcomes.refused).toContain("too few to claim anything")
  })

  it("holds both against logged outcomes with intervals, and refuses below 10 events", async () => {
    const told = await compare("--b", "one-day-panic", "--outcomes", path("outcomes.jsonl"))
    expect(told.out.join("\n")).toMatch(/false alarms an athlete-month +[\d.]+ \([\d.]+ to [\d.]+\)/)
    const refused = await compare("--b", "one-day-panic", "--outcomes")
    expect(refused.out.join("\n")).toContain("found 0 events of 5 athletes; that is too few to claim anything")
  })

  it.each([
    [["--b", "one-day-panik"], "unknown ruleset `one-day-panik`; did you mean `one-day-panic`?"],
    [[], "`--b`: nothing found; expected ID[@N]|FILE"],
    [
      ["--b", "one-day-panic", "--from", "2025-02-30"],
      "`--from`: found `2025-02-30`; expected a calendar date, YYYY-MM-DD",
    ],
  ])("refuses %j", async (words, message) => {
    const { code, err } = await compare(...words)
    expect(code).toBe(2)
    expect(err.join("\n")).toContain(message)
  })
})

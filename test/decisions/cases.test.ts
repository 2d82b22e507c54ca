import { readFileSync, readdirSync } from "node:fs"
import { type Ruleset, parseCaseFile, parseQuietDay, runCases } from "@barometer/engine/readiness"
import type { Problem, Result } from "@barometer/engine/rules"
import { describe, expect, it } from "vitest"
import { parsedRuleset, rulesetDocument, shippedRulesets } from "../support/loadRuleset.ts"

const rulesets = new URL("../../rulesets/", import.meta.url)

function parsed<T>(result: Result<T>, file: string): T {
  if (result.ok) return result.value
  throw new Error(result.problems.map(({ pointer, message }: Problem) => `${file}${pointer}: ${message}`).join("\n"))
}

function casesOf(id: string, ruleset: Ruleset) {
  const folder = new URL(`${id}/cases/`, rulesets)
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), "utf8"))
  const base = parsed(parseQuietDay(read("quiet-day.json"), ruleset), "quiet-day.json")
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".json") && name !== "quiet-day.json")
    .map((name) => ({ name, file: parsed(parseCaseFile(read(name), ruleset), name) }))
  return { base, files }
}

describe.each([...shippedRulesets])("the cases of %s", (id) => {
  const ruleset = parsedRuleset(rulesetDocument(id))
  const { base, files } = casesOf(id, ruleset)

  for (const { file } of files) {
    const reports = runCases(ruleset, base, file)
    for (const { title, kind } of file.cases)
      it(`${file.rule} · ${kind} · ${title}`, async () => {
        const report = (await reports).find((candidate) => candidate.title === title)
        expect(report?.found).toEqual(report?.expected)
        expect(report?.closuresAgree).toBe(true)
      })
  }

  it("every rule has a file named after it, and every file a rule", () => {
    expect(files.map(({ name }) => name)).toEqual(files.map(({ file }) => `${file.rule}.json`))
    expect(files.map(({ file }) => file.rule).toSorted()).toEqual(ruleset.rules.map(({ name }) => name).toSorted())
  })

  it("every rule fires in one of its cases and does not in another", () => {
    for (const { file } of files) {
      const results = file.cases.map(({ expect: { result } }) => result)
      expect(results, file.rule).toContain(true)
      expect(results, file.rule).toContain(false)
    }
  })

  it("titles are facts, unique in their file", () => {
    for (const { file } of files) {
      const titles = file.cases.map(({ title }) => title)
      expect(new Set(titles).size, file.rule).toBe(titles.length)
      for (const title of titles) expect(title).not.toMatch(/\b(should|must|shall|would|could|might|ought)\b/i)
    }
  })

  it("kinds say what is expected", () => {
    for (const { file } of files)
      for (const { title, kind, expect: expectation } of file.cases) {
        if (kind === "fires") expect(expectation.result, `${file.rule} ${title}`).toBe(true)
        if (kind === "doesNotFire") expect(expectation.result, `${file.rule} ${title}`).toBe(false)
      }
  })

  it("no file is longer than a reader's patience", () => {
    for (const { name } of files)
      expect(readFileSync(new URL(`${id}/cases/${name}`, rulesets), "utf8").split("\n").length, name).toBeLessThan(152)
  })
})

describe("the cases of the default ruleset", () => {
  const ruleset = parsedRuleset(rulesetDocument("push-or-back-off"))
  const { files } = casesOf("push-or-back-off", ruleset)
  const kinds = ["fires", "doesNotFire", "lacksData", "boundary"] as const

  it.each([...kinds])("every rule has a case of the kind %s", (kind) => {
    for (const { file } of files)
      expect(
        file.cases.some((one) => one.kind === kind),
        file.rule,
      ).toBe(true)
  })

  it("a rule that lacks what it rests on never fires for certain", () => {
    for (const { file } of files)
      expect(
        file.cases.some(({ kind, expect: { result } }) => kind === "lacksData" && result !== true),
        file.rule,
      ).toBe(true)
  })

  it("every rule is tried on both sides of a boundary", () => {
    for (const { file } of files) {
      const results = file.cases.filter(({ kind }) => kind === "boundary").map(({ expect: { result } }) => result)
      expect(results, file.rule).toContain(true)
      expect(results, file.rule).toContain(false)
    }
  })
})

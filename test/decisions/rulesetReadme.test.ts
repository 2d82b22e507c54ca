import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { parsedRuleset, rulesetDocument } from "../support/loadRuleset.ts"

const { rules } = parsedRuleset(rulesetDocument("push-or-back-off"))
const readme = readFileSync(new URL("../../rulesets/push-or-back-off/README.md", import.meta.url), "utf8")
const cells = readme.split("\n").map((line) => line.split("|").map((cell) => cell.trim()))

describe("the default ruleset's README", () => {
  it("has a row for each finding, with its evidence", () => {
    const rows = cells.flatMap(([, id = "", , , , evidence = ""]) =>
      /^[A-Z]\w*\d\w*$/.test(id) ? [[id, evidence]] : [],
    )
    expect(rows).toEqual(
      rules.filter(({ event }) => event.type === "finding").map(({ name, evidence }) => [name, evidence]),
    )
  })

  it("has a row for each verdict rule, with its priority, verdict and evidence, the highest first", () => {
    const rows = cells.flatMap(([, priority = "", id = "", , then = "", , evidence = ""]) =>
      /^\d+$/.test(priority) ? [[Number(priority), id, /\*\*(\w+)\*\*/.exec(then)?.[1], evidence]] : [],
    )
    const verdicts = rules.flatMap(({ name, priority, event, evidence }) =>
      event.type === "verdict" ? [[priority, name, event.params.verdict, evidence] as const] : [],
    )
    expect(rows).toEqual(verdicts.toSorted(([a], [b]) => b - a))
  })
})

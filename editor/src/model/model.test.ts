import { readFileSync, readdirSync } from "node:fs"
import { declareFacts, english, parseRuleset } from "@barometer/engine/readiness"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyRuleset } from "../../../test/support/arbitraryRuleset.ts"
import {
  addRule,
  deleteRule,
  duplicateRule,
  moveRule,
  readersOf,
  setLeaf,
  setPriority,
  setThreshold,
  setTitle,
  setVerdict,
} from "./edits.ts"
import { fromFlow, toFlow } from "./flow.ts"
import { withNewRule } from "./newRule.ts"
import { comparedSignal } from "./comparedSignal.ts"
import { readersOfThreshold } from "./readersOfThreshold.ts"
import { type RulesetDocument, ruleOf } from "./rulesetDocument.ts"
import { phrasingOf } from "./sentence.ts"

const folder = new URL("../../../rulesets/", import.meta.url)
const shipped = readdirSync(folder)
  .filter((name) => !name.includes("."))
  .map((name) => JSON.parse(readFileSync(new URL(`${name}/v1.json`, folder), "utf8")) as RulesetDocument)
const document = shipped.find(({ id }) => id === "push-or-back-off")
if (document === undefined) throw new Error("the ruleset that decides is shipped")
const text = (value: unknown) => JSON.stringify(value)

describe("cards of the canvas", () => {
  it("give back any generated ruleset as it was: `fromFlow(toFlow(r))` equals `r`", () => {
    fc.assert(
      fc.property(anyRuleset, (ruleset) => {
        expect(text(fromFlow(toFlow(ruleset)))).toBe(text(ruleset))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each(shipped.map((each) => [each.id, each] as const))("give back %s byte for byte", (_, each) => {
    expect(text(fromFlow(toFlow(each)))).toBe(text(each))
  })

  it("give back the ruleset in whatever order the cards are", () => {
    const { nodes, rest } = toFlow(document)
    const rules = fromFlow({ nodes: nodes.toReversed(), rest }).rules
    expect(text(rules)).toBe(text(document.rules))
  })

  it("lie at the same places each time, and none on another", () => {
    const { nodes } = toFlow(document)
    expect(text(toFlow(document).nodes)).toBe(text(nodes))
    for (const [index, a] of nodes.entries())
      for (const b of nodes.slice(index + 1)) {
        const isApart =
          a.position.x + a.width <= b.position.x ||
          b.position.x + b.width <= a.position.x ||
          a.position.y + a.height <= b.position.y ||
          b.position.y + b.height <= a.position.y
        expect(isApart, `${a.id} and ${b.id}`).toBe(true)
      }
  })

  it("are joined to what their rules read, through shared conditions too", () => {
    const ids = new Set(toFlow(document).edges.map(({ id }) => id))
    expect(ids).toContain("rule W1 → rule R1")
    expect(ids).toContain("signal rhrElevatedDays → rule W3")
  })
})

describe("edits", () => {
  const names = ["W1", "W3", "R1", "S1", "nobody"]
  const anyEdit = fc.oneof(
    fc.record({
      edit: fc.constant(setThreshold),
      of: fc.constantFrom("rhrRiseBpm", "jointStop", "none"),
      value: fc.double({ noNaN: false }),
    }),
    fc.record({ edit: fc.constant(setPriority), of: fc.constantFrom(...names), value: fc.double() }),
  )

  it("keep a ruleset a ruleset, whatever numbers they are given", () => {
    fc.assert(
      fc.property(fc.array(anyEdit, { maxLength: 6 }), (edits) => {
        const edited = edits.reduce<RulesetDocument>((each, { edit, of, value }) => edit(each, of, value), document)
        expect(parseRuleset(edited).ok).toBe(true)
      }),
      { numRuns: 40 },
    )
  })

  it("leave what they do not speak of the same", () => {
    const moved = setThreshold(document, "rhrRiseBpm", 7)
    expect(moved.thresholds["rhrRiseBpm"]?.value).toBe(7)
    expect(moved.rules).toBe(document.rules)
    expect(moved.thresholds["jointStop"]).toBe(document.thresholds["jointStop"])
    expect(text(setThreshold(moved, "rhrRiseBpm", 5))).toBe(text(document))
  })

  it.each([
    ["below its least", -4, 3],
    ["at a value between", 9, 9],
    ["above its most", 99, 15],
  ])("hold a threshold within its bounds: %s", (_, value, expected) => {
    expect(setThreshold(document, "rhrRiseBpm", value).thresholds["rhrRiseBpm"]?.value).toBe(expected)
  })

  it("name a duplicate anew and put it behind its rule", () => {
    const copied = duplicateRule(document, "W1")
    const place = copied.rules.findIndex(({ name }) => name === "W1")
    expect(copied.rules[place + 1]).toMatchObject({ name: "W8", title: "Joint soreness that will not go (copy)" })
    expect(parseRuleset(copied).ok).toBe(true)
    expect(text(deleteRule(copied, "W8"))).toBe(text(document))
  })

  it("move a rule past its neighbour of the same stage and back", () => {
    const moved = moveRule(document, "W1", 1)
    expect(moved.rules.map(({ name }) => name).indexOf("W1")).toBe(4)
    expect(text(moveRule(moved, "W1", -1))).toBe(text(document))
    expect(moveRule(document, "K1", -1)).toBe(document)
  })

  it("change a row, a title, a priority and a verdict where they stand", () => {
    const at = document.rules.findIndex(({ name }) => name === "W1")
    const path = ["rules", at, "conditions", "all", 0]
    const edited = setVerdict(
      setTitle(setPriority(setLeaf(document, path, { operator: "greaterThan" }), "W1", 12.4), "R1", " One sign "),
      "R1",
      "train",
    )
    expect(ruleOf(edited, "W1")).toMatchObject({
      priority: 12,
      conditions: { all: [{ fact: "jointPersist", operator: "greaterThan" }] },
    })
    expect(ruleOf(edited, "R1")).toMatchObject({ title: "One sign", event: { params: { verdict: "train" } } })
    expect(setTitle(document, "R1", "  ")).toBe(document)
    expect(setVerdict(document, "R1", "rest")).toBe(document)
    expect(setLeaf(document, ["rules", 999], { operator: "equal" })).toBe(document)
  })

  it("add a rule behind the others of its stage under a free name, and know who reads a finding", () => {
    const rule = ruleOf(document, "W1")
    if (rule === undefined) throw new Error("W1 is there")
    const added = addRule(document, rule)
    expect(added.rules.filter(({ event }) => event.type === "finding").at(-1)?.name).toBe("W8")
    expect(readersOf(document, "W1")).toContain("R1")
    expect(readersOf(document, "R1")).toEqual([])
  })
})

describe("a rule from nothing", () => {
  const parsed = parseRuleset(document)
  if (!parsed.ok) throw new Error("it parses")
  const facts = declareFacts(parsed.value)
  const said = { title: "Very tired", operator: "greaterThanInclusive", line: 2, verdict: "reduce" } as const

  it.each(Object.keys(document.signals ?? {}).filter((name) => /^(number|yesNo)$/.test(facts[name]?.type ?? "")))(
    "is a ruleset's rule, whatever it reads: %s",
    (signal) => {
      const declaration = facts[signal]
      if (declaration === undefined) throw new Error("it is declared")
      const added = withNewRule(document, { ...said, signal }, declaration)
      const again = parseRuleset(added.document)
      expect(again.ok ? [] : again.problems).toEqual([])
      expect(ruleOf(added.document, added.name)?.title).toBe("Very tired")
    },
  )

  it("has a line that can be moved, under a name of its own", () => {
    const declaration = facts["fatigueZ1"]
    if (declaration === undefined) throw new Error("it is declared")
    const { document: once } = withNewRule(document, { ...said, signal: "fatigueZ1" }, declaration)
    const { document: twice, name } = withNewRule(once, { ...said, signal: "fatigueZ1" }, declaration)
    expect(readersOfThreshold(twice, "fatigueZ1Line2")).toEqual([name])
    expect(comparedSignal(twice, "fatigueZ1Line2")).toBe("fatigueZ1")
  })

  it("is found among those that a threshold can turn through the signals made with it", () => {
    expect(readersOfThreshold(document, "rhrRiseBpm")).toContain("W3")
    expect(readersOfThreshold(document, "jointStop")).toContain("S1")
  })
})

describe("sentences", () => {
  const parsed = parseRuleset(document)
  if (!parsed.ok) throw new Error("it parses")
  const phrasing = phrasingOf(document, declareFacts(parsed.value), english)
  const said = (name: string) => {
    const rule = ruleOf(document, name)
    if (rule === undefined) throw new Error(`${name} is there`)
    return phrasing
      .ruleParts(rule)
      .map((part) => (part.kind === "words" ? part.text : `[${part.name}]`))
      .join("")
  }

  it("say a rule with its thresholds where they stand, those of its signals too", () => {
    expect(said("W1")).toBe(
      "While sessions in a row in which a joint hurt is ≥ [jointPersistSessions] → warning sign: Joint soreness that will not go.",
    )
    expect(said("W3")).toContain("more than [rhrRiseBpm] bpm over baseline")
  })
})

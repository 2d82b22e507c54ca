import type { Condition, Rule } from "@barometer/engine/rules"
import type { RulesetDocument } from "./rulesetDocument.ts"

/** Where a card lies, in pixels of the canvas at full size. */
export interface Box {
  readonly id: string
  readonly position: { readonly x: number; readonly y: number }
  readonly width: number
  readonly height: number
}

const gap = 20
const laneGap = 130
const signal = { width: 250, height: 86, columns: 2 }
const rule = { width: 350, line: 21, frame: 104, charactersALine: 44 }
const rung = { width: rule.width * 2 + gap, height: 56 }

/** Places for every card by id: lanes from left to right, the ladder's rungs from the most cautious down. */
export function layOut(document: RulesetDocument): ReadonlyMap<string, Box> {
  const boxes = new Map<string, Box>()
  const put = (id: string, x: number, y: number, width: number, height: number) =>
    boxes.set(id, { id, position: { x, y }, width, height })
  const names = Object.keys(document.signals ?? document.facts ?? {})
  for (const [place, name] of names.entries()) {
    const column = place % signal.columns
    const row = Math.floor(place / signal.columns)
    put(`signal ${name}`, column * (signal.width + gap), row * (signal.height + gap) + gap, signal.width, signal.height)
  }
  const findingsAt = signal.columns * (signal.width + gap) + laneGap
  let y = gap
  for (const each of document.rules.filter(({ event }) => event.type === "finding")) {
    const height = heightOf(each, document)
    put(`rule ${each.name}`, findingsAt, y, rule.width, height)
    y += height + gap
  }
  const ladderAt = findingsAt + rule.width + laneGap
  let bottom = gap
  for (const outcome of document.outcomes) {
    put(`rung ${outcome}`, ladderAt, bottom, rung.width, rung.height)
    const columns = [bottom + rung.height + gap, bottom + rung.height + gap]
    const ofRung = document.rules
      .filter(({ event }) => event.type === "verdict" && event.params.verdict === outcome)
      .toSorted((a, b) => b.priority - a.priority)
    for (const each of ofRung) {
      const [left = 0, right = 0] = columns
      const column = left <= right ? 0 : 1
      const height = heightOf(each, document)
      put(`rule ${each.name}`, ladderAt + column * (rule.width + gap), columns[column] ?? 0, rule.width, height)
      columns[column] = (columns[column] ?? 0) + height + gap
    }
    bottom = Math.max(...columns) + gap
  }
  return boxes
}

/** Room for a rule's sentence, from how much it says; a card that says more scrolls. */
function heightOf({ conditions, title }: Rule, document: RulesetDocument): number {
  const characters = 24 + title.length + leavesIn(conditions, document) * 58
  return rule.frame + rule.line * Math.min(12, Math.ceil(characters / rule.charactersALine))
}

function leavesIn(condition: Condition, document: RulesetDocument, depth = 0): number {
  if ("fact" in condition) return 1
  if ("not" in condition) return leavesIn(condition.not, document, depth)
  if ("condition" in condition) {
    const shared = document.conditions?.[condition.condition]
    return shared === undefined || depth > 8 ? 1 : leavesIn(shared, document, depth + 1)
  }
  const children = "all" in condition ? condition.all : condition.any
  return children.reduce((sum, child) => sum + leavesIn(child, document, depth), 0)
}

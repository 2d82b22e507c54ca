import type { Condition, Rule } from "@barometer/engine/rules"
import type { RulesetDocument } from "./rulesetDocument.ts"
import { type Box, layOut } from "./laneLayout.ts"

/** A card of the canvas, holding the part of the document that it shows. */
export type FlowNode = Box &
  (
    | { readonly type: "signal"; readonly data: { readonly name: string; readonly definition: unknown } }
    | { readonly type: "finding" | "verdict"; readonly data: { readonly rule: Rule; readonly place: number } }
    | { readonly type: "rung"; readonly data: { readonly outcome: string; readonly count: number } }
  )

/** Derived from the document: what a rule reads. Never wired by hand. */
export interface FlowEdge {
  readonly id: string
  readonly source: string
  readonly target: string
}

/** A ruleset as cards in lanes, with the rest of the document beside them. */
export interface Flow {
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
  readonly rest: RulesetDocument
}

/** Cards in lanes (signals, findings, verdict ladder) at places that follow from the document alone. */
export function toFlow(document: RulesetDocument): Flow {
  const key = "signals" in document ? "signals" : "facts"
  const rest = { ...document, [key]: {}, rules: [] }
  const boxes = layOut(document)
  const boxOf = (id: string): Box => boxes.get(id) ?? { id, position: { x: 0, y: 0 }, width: 0, height: 0 }
  const signals = Object.entries(document[key] ?? {}).map(([name, definition]): FlowNode => ({
    ...boxOf(`signal ${name}`),
    type: "signal",
    data: { name, definition },
  }))
  const rules = document.rules.map((rule, place): FlowNode => ({
    ...boxOf(`rule ${rule.name}`),
    type: rule.event.type,
    data: { rule, place },
  }))
  const rungs = document.outcomes.map((outcome): FlowNode => {
    const count = document.rules.filter((rule) => verdictOf(rule) === outcome).length
    return { ...boxOf(`rung ${outcome}`), type: "rung", data: { outcome, count } }
  })
  return { nodes: [...signals, ...rungs, ...rules], edges: edgesOf(document), rest }
}

/** The document that cards were made from. */
export function fromFlow({ nodes, rest }: Pick<Flow, "nodes" | "rest">): RulesetDocument {
  const key = "signals" in rest ? "signals" : "facts"
  const signals = nodes.flatMap((node) => (node.type === "signal" ? [node.data] : []))
  const rules = nodes
    .flatMap((node) => (node.type === "finding" || node.type === "verdict" ? [node.data] : []))
    .toSorted((a, b) => a.place - b.place)
  const document = { ...rest, rules: rules.map(({ rule }) => rule) }
  if (rest[key] === undefined) return document
  return { ...document, [key]: Object.fromEntries(signals.map(({ name, definition }) => [name, definition])) }
}

/** What a rule says; undefined for a finding. */
export function verdictOf({ event }: Rule): string | undefined {
  return event.type === "verdict" ? event.params.verdict : undefined
}

/** Names of the signals, findings and thresholds that a condition reads, those of shared conditions among them. */
export function factsRead(
  condition: Condition,
  named: RulesetDocument["conditions"] = {},
  path: readonly string[] = [],
): ReadonlySet<string> {
  if ("fact" in condition) {
    const { fact, value } = condition
    const facts = [fact.replace(/^known\./, "")]
    if (typeof value === "object" && "fact" in value) facts.push(value.fact)
    return new Set(facts)
  }
  if ("not" in condition) return factsRead(condition.not, named, path)
  if ("condition" in condition) {
    const shared = path.includes(condition.condition) ? undefined : named[condition.condition]
    return shared === undefined ? new Set() : factsRead(shared, named, [...path, condition.condition])
  }
  const children = "all" in condition ? condition.all : condition.any
  return new Set(children.flatMap((child) => [...factsRead(child, named, path)]))
}

function edgesOf(document: RulesetDocument): readonly FlowEdge[] {
  const signals = new Set(Object.keys(document.signals ?? document.facts ?? {}))
  const findings = new Set(document.rules.map(({ name }) => name))
  return document.rules.flatMap(({ name, conditions }) =>
    [...factsRead(conditions, document.conditions)].flatMap((fact): FlowEdge[] => {
      const finding = fact.startsWith("finding.") ? fact.slice("finding.".length) : undefined
      if (finding !== undefined && findings.has(finding)) return [edge(`rule ${finding}`, `rule ${name}`)]
      return signals.has(fact) ? [edge(`signal ${fact}`, `rule ${name}`)] : []
    }),
  )
}

function edge(source: string, target: string): FlowEdge {
  return { id: `${source} → ${target}`, source, target }
}

import { type RuleTrace, type TraceNode, sayAmount } from "@barometer/engine/rules"

const glyphs = { true: "✓", false: "✗", unknown: "?" } as const
const signs: Readonly<Record<string, string>> = {
  lessThan: "<",
  lessThanInclusive: "≤",
  greaterThan: ">",
  greaterThanInclusive: "≥",
  equal: "=",
  notEqual: "≠",
  in: "in",
  notIn: "not in",
  contains: "contains",
  doesNotContain: "does not contain",
}

/** A rule's account as indented lines: a glyph a node (✓ true, ✗ false, ? unknown), values, and margins. */
export function traceLines({ rule, title, result, priority, disabledBy, conditions }: RuleTrace): readonly string[] {
  const head = `${glyphs[`${result}`]} ${rule}  ${title}  (priority ${priority}${disabledBy === undefined ? "" : `, switched off by ${disabledBy}`})`
  return [head, ...nodeLines(conditions, 1)]
}

function nodeLines(node: TraceNode, depth: number): readonly string[] {
  const at = (text: string) => `${"  ".repeat(depth)}${glyphs[`${node.result}`]} ${text}`
  switch (node.node) {
    case "all":
      return [at("all of"), ...node.children.flatMap((child) => nodeLines(child, depth + 1))]
    case "any":
      return [at("any of"), ...node.children.flatMap((child) => nodeLines(child, depth + 1))]
    case "not":
      return [at("not"), ...nodeLines(node.child, depth + 1)]
    case "condition":
      return [at(`“${node.name}”`), ...nodeLines(node.child, depth + 1)]
    case "leaf":
      return [at(leafText(node))]
  }
}

function leafText({
  fact,
  operator,
  factValue,
  reason,
  value,
  valueFact,
  layer,
  margin,
}: Extract<TraceNode, { node: "leaf" }>): string {
  const seen = factValue === undefined ? `unknown${reason === undefined ? "" : `: ${reason}`}` : String(factValue)
  const right = [
    value === undefined ? undefined : String(value),
    valueFact === undefined
      ? undefined
      : `(${valueFact}${layer === undefined || layer === "ruleset" ? "" : `, ${layer}`})`,
  ]
  const distance = margin === undefined ? "" : `  · ${sayAmount(margin.by, margin.unit)} ${margin.side}`
  return `${fact} = ${seen}  ${signs[operator] ?? operator} ${right.filter((part) => part !== undefined).join(" ")}${distance}`
}

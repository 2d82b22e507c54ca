import { Accordion, Badge, Group, Text } from "@mantine/core"
import type { RuleTrace, TraceNode } from "@barometer/engine/rules"
import { VerdictMark } from "../shell/VerdictMark.tsx"
import styles from "./trace.module.css"

type Tri = RuleTrace["result"]
type Leaf = Extract<TraceNode, { readonly node: "leaf" }>

const glyphs = { true: "✓", false: "✗", unknown: "?" } as const
const words = { true: "true", false: "not true", unknown: "unknown" } as const
const operators: Readonly<Record<string, string>> = {
  equal: "is",
  notEqual: "is not",
  lessThan: "is below",
  lessThanInclusive: "is at most",
  greaterThan: "is above",
  greaterThanInclusive: "is at least",
  in: "is one of",
  notIn: "is none of",
  contains: "includes",
  doesNotContain: "does not include",
}
const groups = { all: "all of", any: "any of", not: "none of", condition: "" } as const

/** Every rule of a decision in the order of the document, the ones that spoke open; each condition with its value and margin. */
export function TraceTree({
  trace,
  decidedBy,
  titleOf,
}: {
  readonly trace: readonly RuleTrace[]
  readonly decidedBy: string | null
  readonly titleOf: (fact: string) => string
}) {
  const spoke = trace.filter(({ result }) => result === true).map(({ rule }) => rule)
  return (
    <Accordion multiple defaultValue={spoke.slice(0, 4)} variant="separated" chevronPosition="left" order={3}>
      {trace.map((rule) => (
        <Accordion.Item key={rule.rule} value={rule.rule} className={styles.rule} data-result={String(rule.result)}>
          <Accordion.Control>
            <Group gap="xs" wrap="nowrap">
              <Result result={rule.result} />
              <Text component="span" fw={600}>
                {rule.rule}
              </Text>
              <Text component="span" lineClamp={1}>
                {rule.title}
              </Text>
              {rule.rule === decidedBy && <Badge size="sm">Decides</Badge>}
              {rule.disabledBy !== undefined && (
                <Badge size="sm" variant="outline">
                  Off for {rule.disabledBy}
                </Badge>
              )}
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <ul className={styles.tree}>
              <Node node={rule.conditions} titleOf={titleOf} />
            </ul>
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  )
}

function Node({ node, titleOf }: { readonly node: TraceNode; readonly titleOf: (fact: string) => string }) {
  if (node.node === "leaf") return <LeafRow leaf={node} titleOf={titleOf} />
  const children = "children" in node ? node.children : [node.child]
  return (
    <li className={styles.group} data-result={String(node.result)}>
      <span className={styles.head}>
        <Result result={node.result} /> {node.node === "condition" ? node.name : groups[node.node]}
      </span>
      <ul className={styles.tree}>
        {children.map((child, index) => (
          // Authored nodes have no names; their order never changes.
          <Node key={index} node={child} titleOf={titleOf} />
        ))}
      </ul>
    </li>
  )
}

function LeafRow({ leaf, titleOf }: { readonly leaf: Leaf; readonly titleOf: (fact: string) => string }) {
  const against = leaf.valueFact === undefined ? show(leaf.value) : `${titleOf(leaf.valueFact)} (${show(leaf.value)})`
  return (
    <li className={styles.leaf} data-result={String(leaf.result)}>
      <Result result={leaf.result} />
      <span>
        <strong>{titleOf(leaf.fact)}</strong>{" "}
        {leaf.factValue === undefined ? <em>unknown</em> : <span className={styles.value}>{show(leaf.factValue)}</span>}{" "}
        <span className={styles.muted}>
          {operators[leaf.operator] ?? leaf.operator} {against}
        </span>
        {leaf.layer !== undefined && leaf.layer !== "ruleset" && (
          <Badge size="xs" variant="light" ml={6}>
            {leaf.layer.replace(":", " ")}
          </Badge>
        )}
      </span>
      {leaf.margin !== undefined && (
        <span className={styles.margin}>
          {show(leaf.margin.by)} {leaf.margin.unit} {leaf.margin.side === "short" ? "short" : "beyond"}
        </span>
      )}
    </li>
  )
}

function Result({ result }: { readonly result: Tri }) {
  const key = String(result) as keyof typeof glyphs
  return (
    <span className={styles.glyph} data-result={key} role="img" aria-label={words[key]}>
      {glyphs[key]}
    </span>
  )
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.join(", ")
  if (typeof value === "number") return String(Math.round(value * 100) / 100).replace("-", "−")
  if (typeof value === "boolean") return value ? "yes" : "no"
  return typeof value === "string" ? value : ""
}

/** A verdict beside its word, as overruled rules and flips are listed. */
export function VerdictLine({ verdict, children }: { readonly verdict: string; readonly children: React.ReactNode }) {
  return (
    <li className={styles.line}>
      <VerdictMark verdict={verdict} size={22} />
      <span>{children}</span>
    </li>
  )
}

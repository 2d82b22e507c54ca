import { type Condition, type TraceNode, sayAmount, sayNumber } from "@barometer/engine/rules"
import type { Path } from "../model/rulesetDocument.ts"
import { setLeaf } from "../model/edits.ts"
import styles from "./edit.module.css"
import { useEdit, useEditStore } from "./editStore.ts"
import { Glyph } from "./Glyph.tsx"
import { Sentence } from "./Sentence.tsx"
import { useSheet } from "./sheet.ts"
import { ThresholdChip } from "./ThresholdChip.tsx"

type Leaf = Extract<Condition, { readonly fact: string }>

const comparisons = {
  greaterThanInclusive: "is at least",
  greaterThan: "is above",
  lessThanInclusive: "is at most",
  lessThan: "is below",
  equal: "is",
  notEqual: "is not",
} as const
const memberships = { in: "is one of", notIn: "is none of" } as const
const contents = { contains: "includes", doesNotContain: "does not include" } as const

/** A rule's conditions as rows under rails, each with how it stands on the chosen day. A shared condition is edited where it is shared. */
export function ConditionRows({
  condition,
  path,
  trace,
  depth = 0,
}: {
  readonly condition: Condition
  readonly path: Path
  readonly trace: TraceNode | undefined
  readonly depth?: number
}) {
  const shared = useEdit(({ document }) =>
    "condition" in condition ? document.conditions?.[condition.condition] : undefined,
  )
  if ("fact" in condition) return <LeafRow leaf={condition} path={path} trace={trace} />
  if ("condition" in condition) {
    const child = trace?.node === "condition" ? trace.child : undefined
    return (
      <Rail title={`Shared: ${condition.condition}`} trace={trace}>
        {shared !== undefined && depth < 8 && (
          <ConditionRows
            condition={shared}
            path={["conditions", condition.condition]}
            trace={child}
            depth={depth + 1}
          />
        )}
      </Rail>
    )
  }
  if ("not" in condition)
    return (
      <Rail title="NONE OF" trace={trace}>
        <ConditionRows
          condition={condition.not}
          path={[...path, "not"]}
          trace={trace?.node === "not" ? trace.child : undefined}
          depth={depth + 1}
        />
      </Rail>
    )
  const key = "all" in condition ? "all" : "any"
  const children = "all" in condition ? condition.all : condition.any
  const traces = trace !== undefined && "children" in trace ? trace.children : []
  return (
    <Rail title={key === "all" ? "ALL OF" : "ANY OF"} trace={trace}>
      {children.map((child, place) => (
        // Rows have no names; their order is the author's.
        <ConditionRows
          key={place}
          condition={child}
          path={[...path, key, place]}
          trace={traces[place]}
          depth={depth + 1}
        />
      ))}
    </Rail>
  )
}

function Rail({
  title,
  trace,
  children,
}: {
  readonly title: string
  readonly trace: TraceNode | undefined
  readonly children: React.ReactNode
}) {
  return (
    <div className={styles.rail} data-result={String(trace?.result)} role="group" aria-label={title}>
      <div className={styles.head}>{title}</div>
      {children}
    </div>
  )
}

function LeafRow({
  leaf,
  path,
  trace,
}: {
  readonly leaf: Leaf
  readonly path: Path
  readonly trace: TraceNode | undefined
}) {
  const store = useEditStore()
  const { phrasing } = useSheet()
  const { fact, operator, value } = leaf
  const words = operatorsFor(leaf)
  const seen = trace?.node === "leaf" ? trace : undefined
  return (
    <div className={styles.row}>
      {trace !== undefined && <Glyph result={trace.result} />}
      <span>
        <Sentence parts={phrasing.labelParts(fact)} />
        {fact.startsWith("known.") && " known"}
      </span>
      {typeof value === "boolean" ? (
        <select
          aria-label={`${fact} holds`}
          value={String(value === (operator === "equal"))}
          onChange={({ currentTarget }) => {
            const isTrue = currentTarget.value === "true"
            store.getState().edit((document) => setLeaf(document, path, { value: isTrue === (operator === "equal") }))
          }}
        >
          <option value="true">yes</option>
          <option value="false">no</option>
        </select>
      ) : (
        <>
          <select
            aria-label={`How ${fact} is compared`}
            value={operator}
            onChange={({ currentTarget }) => {
              const next = Object.keys(words).find((each) => each === currentTarget.value) as
                | Leaf["operator"]
                | undefined
              if (next !== undefined) store.getState().edit((document) => setLeaf(document, path, { operator: next }))
            }}
          >
            {Object.entries(words).map(([name, word]) => (
              <option key={name} value={name}>
                {word}
              </option>
            ))}
          </select>
          <Operand leaf={leaf} path={path} />
        </>
      )}
      {seen?.factValue !== undefined && typeof seen.factValue !== "boolean" && (
        <span className={styles.muted}>
          {typeof seen.factValue === "number"
            ? sayAmount(seen.factValue, phrasing.unitOf(fact))
            : String(seen.factValue)}
        </span>
      )}
      {seen?.margin !== undefined && (
        <span className={styles.muted}>
          {sayAmount(seen.margin.by, seen.margin.unit)} {seen.margin.side}
        </span>
      )}
    </div>
  )
}

function operatorsFor({ operator }: Leaf): Readonly<Record<string, string>> {
  if (operator in memberships) return memberships
  return operator in contents ? contents : comparisons
}

function Operand({ leaf: { fact, value }, path }: { readonly leaf: Leaf; readonly path: Path }) {
  const store = useEditStore()
  const { phrasing, ruleset } = useSheet()
  if (typeof value === "object" && "fact" in value) {
    const threshold = value.fact.replace(/^threshold\./, "")
    return Object.hasOwn(ruleset.thresholds, threshold) ? (
      <ThresholdChip threshold={threshold} />
    ) : (
      <Sentence parts={phrasing.labelParts(value.fact)} />
    )
  }
  if (typeof value === "number")
    return (
      <>
        <input
          type="number"
          // A value that comes from elsewhere, by undoing, replaces what was typed.
          key={value}
          defaultValue={value}
          step="any"
          aria-label={`Value for ${fact}`}
          style={{ width: 76 }}
          onBlur={({ currentTarget }) => {
            const next = currentTarget.valueAsNumber
            if (Number.isFinite(next) && next !== value)
              store.getState().edit((document) => setLeaf(document, path, { value: next }))
          }}
        />
        <span>{phrasing.unitOf(fact)}</span>
      </>
    )
  return <span>{Array.isArray(value) ? value.map(String).join(", ") : String(value)}</span>
}

/** A margin as a card says it: “0.6 bpm short”. */
export function saysMargin({ by, unit, side }: { readonly by: number; readonly unit: string; readonly side: string }) {
  return `${unit === "" ? sayNumber(by) : sayAmount(by, unit)} ${side}`
}

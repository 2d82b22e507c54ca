import { Handle, type NodeProps, type Node, Position, useStore } from "@xyflow/react"
import { memo } from "react"
import { sayAmount } from "@barometer/engine/rules"
import { saysMargin } from "../edit/ConditionRows.tsx"
import { useEdit } from "../edit/editStore.ts"
import { Glyph } from "../edit/Glyph.tsx"
import { Sentence } from "../edit/Sentence.tsx"
import { useSheet } from "../edit/sheet.ts"
import type { FlowNode } from "../model/flow.ts"
import { nearestMargin } from "../model/nearestMargin.ts"
import { VerdictMark, verdictWord } from "../shell/VerdictMark.tsx"
import styles from "./canvas.module.css"

type DataOf<Kind extends FlowNode["type"]> = Extract<FlowNode, { readonly type: Kind }>["data"]
type Props<Kind extends FlowNode["type"]> = NodeProps<Node<DataOf<Kind> & Record<string, unknown>, Kind>>

/** Below this zoom a card is a box with its name: nobody can read more, and a squad of rules stays light. */
const readableZoom = 0.42
const useIsFar = () => useStore(({ transform }) => transform[2] < readableZoom)

const Ends = () => (
  <>
    <Handle type="target" position={Position.Left} className={styles.handle} isConnectable={false} />
    <Handle type="source" position={Position.Right} className={styles.handle} isConnectable={false} />
  </>
)

export const SignalCard = memo(function SignalCard({ id, data: { name } }: Props<"signal">) {
  const { phrasing, decision } = useSheet()
  const isSelected = useEdit(({ selected }) => selected === id)
  const isFar = useIsFar()
  const record = decision?.signals[name]
  return (
    <div
      className={`${styles.card} ${isFar ? styles.far : styles.signal}`}
      data-selected={isSelected}
      {...(record?.known === false && { "data-result": "unknown" })}
    >
      <span className={styles.label}>
        <Sentence parts={phrasing.labelParts(name)} tabbable={false} />
      </span>
      {!isFar && record !== undefined && (
        <span className={styles.value}>
          {record.known
            ? typeof record.value === "number"
              ? sayAmount(record.value, phrasing.unitOf(name))
              : wordFor(record.value)
            : "? not known"}
        </span>
      )}
      <Ends />
    </div>
  )
})

export const RuleCard = memo(function RuleCard({ id, data: { rule } }: Props<"finding" | "verdict">) {
  const { phrasing, traces, decision, history } = useSheet()
  const isSelected = useEdit(({ selected }) => selected === id)
  const isFar = useIsFar()
  const trace = traces.get(rule.name)
  const decides = decision?.decidedBy === rule.name
  const margin = trace === undefined ? undefined : nearestMargin(trace.conditions)
  const fired = history.firedDays.get(rule.name)
  const before = history.baseFiredDays.get(rule.name)
  const state = {
    "data-selected": isSelected,
    "data-dim": trace?.result === false && !isSelected,
    ...(trace !== undefined && { "data-result": String(trace.result) }),
  }
  if (isFar)
    return (
      <div className={`${styles.card} ${styles.far}`} {...state}>
        <span className={styles.label}>
          {rule.name} {rule.title}
        </span>
        <Ends />
      </div>
    )
  return (
    <div className={styles.card} {...state}>
      <div className={styles.top}>
        {trace !== undefined && <Glyph result={trace.result} />}
        <strong>{rule.name}</strong>
        <span className={styles.title}>{rule.title}</span>
        {decides && <span className={styles.decides}>Decides</span>}
      </div>
      <Sentence parts={phrasing.ruleParts(rule)} tabbable={false} />
      <div className={styles.foot}>
        {margin !== undefined && <span>{saysMargin(margin)}</span>}
        {fired !== undefined && (
          <>
            <span className={styles.bar}>
              <span style={{ width: `${(fired / Math.max(1, history.days)) * 100}%` }} />
            </span>
            <span className={styles.value}>
              {before !== undefined && before !== fired && `${before} → `}
              {fired} {fired === 1 ? "day" : "days"}
            </span>
          </>
        )}
      </div>
      <Ends />
    </div>
  )
})

export const RungCard = memo(function RungCard({ data: { outcome, count } }: Props<"rung">) {
  const { decision } = useSheet()
  const wins = decision?.verdict === outcome
  return (
    <div
      className={styles.rung}
      data-wins={wins}
      style={{ "--verdict": `var(--${outcome}, var(--none))` } as React.CSSProperties}
    >
      <VerdictMark verdict={outcome} size={34} />
      {verdictWord(outcome)}
      <small>
        {count === 0 ? "no rule says this" : count === 1 ? "1 rule" : `${count} rules`}
        {wins && (decision.decidedBy === null ? ", as no rule speaks" : `, by ${decision.decidedBy}`)}
      </small>
    </div>
  )
})

function wordFor(value: string | boolean): string {
  return typeof value === "string" ? value : value ? "yes" : "no"
}

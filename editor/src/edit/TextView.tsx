import { Title } from "@mantine/core"
import type { Rule } from "@barometer/engine/rules"
import { verdictOf } from "../model/flow.ts"
import { VerdictMark, verdictWord } from "../shell/VerdictMark.tsx"
import styles from "./edit.module.css"
import { useEdit, useEditStore } from "./editStore.ts"
import { Glyph } from "./Glyph.tsx"
import { Sentence } from "./Sentence.tsx"
import { useSheet } from "./sheet.ts"

/** Every rule as a sentence: findings, then the ladder from the most cautious verdict down. */
export function TextView() {
  const document = useEdit((state) => state.document)
  const findings = document.rules.filter(({ event }) => event.type === "finding")
  return (
    <div className={styles.view}>
      {findings.length > 0 && <Lane title="Findings" rules={findings} />}
      {document.outcomes.map((outcome) => {
        const rules = document.rules
          .filter((rule) => verdictOf(rule) === outcome)
          .toSorted((a, b) => b.priority - a.priority)
        return (
          <Lane
            key={outcome}
            title={verdictWord(outcome)}
            mark={<VerdictMark verdict={outcome} size={22} />}
            rules={rules}
            {...(outcome === document.otherwise && { note: "Also said when no rule speaks." })}
          />
        )
      })}
    </div>
  )
}

function Lane({
  title,
  mark,
  rules,
  note,
}: {
  readonly title: string
  readonly mark?: React.ReactNode
  readonly rules: readonly Rule[]
  readonly note?: string
}) {
  return (
    <section aria-label={title}>
      <Title order={2} size="h4" mb={6}>
        {mark} {title}
      </Title>
      {rules.length === 0 && note === undefined && <p className={styles.muted}>No rule says this.</p>}
      {note !== undefined && <p className={styles.muted}>{note}</p>}
      <ul className={styles.outline}>
        {rules.map((rule) => (
          <Entry key={rule.name} rule={rule} />
        ))}
      </ul>
    </section>
  )
}

function Entry({ rule }: { readonly rule: Rule }) {
  const store = useEditStore()
  const id = `rule ${rule.name}`
  const isSelected = useEdit(({ selected }) => selected === id)
  const { phrasing, traces, decision } = useSheet()
  const trace = traces.get(rule.name)
  return (
    <li className={styles.entry} data-selected={isSelected}>
      <span>{trace !== undefined && <Glyph result={trace.result} />}</span>
      <button
        type="button"
        className={styles.name}
        aria-pressed={isSelected}
        onClick={() => store.getState().select(id)}
      >
        {rule.name}
      </button>
      <Sentence parts={phrasing.ruleParts(rule)} />
      <span className={styles.muted}>{decision?.decidedBy === rule.name && "decides"}</span>
    </li>
  )
}

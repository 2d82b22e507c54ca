import type { RuleTrace } from "@barometer/engine/rules"
import styles from "./edit.module.css"

const glyphs = { true: "✓", false: "✗", unknown: "?" } as const
const words = { true: "true", false: "not true", unknown: "unknown" } as const

/** Whether a rule or a row holds on the chosen day: the sign says it, its stroke repeats it. */
export function Glyph({ result }: { readonly result: RuleTrace["result"] }) {
  const key = String(result) as keyof typeof glyphs
  return (
    <span className={styles.glyph} data-result={key} role="img" aria-label={words[key]}>
      {glyphs[key]}
    </span>
  )
}

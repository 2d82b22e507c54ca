import styles from "./verdict.module.css"

const paths: Readonly<Record<string, string>> = {
  push: "M6 12l6-6 6 6M6 18l6-6 6 6",
  train: "M12 6.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11",
  reduce: "M6 9.5l6 6 6-6",
  deload: "M6 6l6 6 6-6M6 12l6 6 6-6",
  refer: "M12 6.5v6.5M12 17.2v.1",
}
const unknown = "M9 9.2a3 3 0 1 1 4.6 2.5c-1 .6-1.6 1.1-1.6 2.3M12 17.4v.1"

const words: Readonly<Record<string, string>> = {
  push: "Push",
  train: "Train as planned",
  reduce: "Reduce",
  deload: "Deload",
  refer: "Stop and refer",
}

/** What a verdict is called; outcomes of other domains go by their own names. */
export function verdictWord(verdict: string | null): string {
  return verdict === null ? "No verdict" : (words[verdict] ?? verdict)
}

/** A verdict as a sign: shape and pattern say it, colour repeats it. Its word stands beside it, or in `label`. */
export function VerdictMark({
  verdict,
  size = 20,
  label,
}: {
  readonly verdict: string | null
  readonly size?: number
  readonly label?: string
}) {
  const kind = verdict !== null && verdict in paths ? verdict : "none"
  return (
    <span
      className={`${styles.mark} ${styles[kind]}`}
      style={{ "--size": `${size}px` } as React.CSSProperties}
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label, title: label })}
    >
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d={paths[kind] ?? unknown} />
      </svg>
    </span>
  )
}

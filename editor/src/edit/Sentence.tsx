import type { SentencePart } from "../model/sentence.ts"
import styles from "./edit.module.css"
import { ThresholdChip } from "./ThresholdChip.tsx"

/** A sentence with its thresholds as chips where they stand. `tabbable` where the sentence is no part of the canvas. */
export function Sentence({
  parts,
  tabbable = true,
}: {
  readonly parts: readonly SentencePart[]
  readonly tabbable?: boolean
}) {
  return (
    <span className={styles.sentence}>
      {parts.map((part, place) =>
        part.kind === "words" ? (
          // Parts have no names; a sentence that changes is made anew.
          <span key={place}>{part.text}</span>
        ) : (
          <ThresholdChip key={place} threshold={part.name} withUnit={part.withUnit} tabbable={tabbable} />
        ),
      )}
    </span>
  )
}

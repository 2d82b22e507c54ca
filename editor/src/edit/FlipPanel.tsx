import { Text, Title } from "@mantine/core"
import { VerdictMark, verdictWord } from "../shell/VerdictMark.tsx"
import styles from "./edit.module.css"
import { useSheet } from "./sheet.ts"

const shownFlips = 40

/** The logged days on which the document decides otherwise than what is published; said aloud when their number changes. */
export function FlipPanel() {
  const { history } = useSheet()
  const { status, flips, days, athletes, progress, message } = history
  if (status === "failed") return <Text size="sm">The squad's past is not at hand: {message}</Text>
  if (status !== "ready") return <Text size="sm">Reading the squad's past: {Math.round(progress * 100)} %</Text>
  return (
    <section aria-label="Flips">
      <Title order={2} size="h4">
        Against what is published
      </Title>
      <Text size="sm" role="status" mb="xs">
        {flips.length === 1 ? "1 verdict flips" : `${flips.length} verdicts flip`} on {days} days of {athletes}{" "}
        athletes.
      </Text>
      <ul className={styles.rows}>
        {flips
          .toSorted((a, b) => (a.localDate < b.localDate ? 1 : -1))
          .slice(0, shownFlips)
          .map(({ athleteId, localDate, from, to, toRule }) => (
            <li key={`${athleteId} ${localDate}`} className={styles.row}>
              <span className={styles.muted}>
                {localDate} {athleteId}
              </span>
              <VerdictMark verdict={from} size={18} /> {verdictWord(from)} → <VerdictMark verdict={to} size={18} />{" "}
              {verdictWord(to)}
              {toRule !== null && ` (${toRule})`}
            </li>
          ))}
      </ul>
      {flips.length > shownFlips && <Text size="sm">The latest {shownFlips} are shown.</Text>}
    </section>
  )
}

import { Code, List, Text } from "@mantine/core"
import type { Difference } from "./types.ts"

/** What differs, a sentence each; what cannot turn a verdict is said after the rest, and quietly. */
export function DifferenceList({ differences }: { readonly differences: readonly Difference[] }) {
  if (differences.length === 0) return <Text c="dimmed">Nothing differs.</Text>
  const ordered = differences.toSorted((a, b) => Number(b.canTurnVerdicts) - Number(a.canTurnVerdicts))
  return (
    <List spacing={6}>
      {ordered.flatMap(({ pointer, sentences, canTurnVerdicts }) =>
        sentences.map((sentence, index) => (
          <List.Item key={`${pointer} ${index}`} {...(!canTurnVerdicts && { c: "dimmed" })}>
            <Sentence text={sentence} />
          </List.Item>
        )),
      )}
    </List>
  )
}

/** Names stand in backticks in what the server says. */
export function Sentence({ text }: { readonly text: string }) {
  return (
    <>
      {text
        .split("`")
        .map((part, index) => (index % 2 === 1 ? <Code key={index}>{part}</Code> : <span key={index}>{part}</span>))}
    </>
  )
}

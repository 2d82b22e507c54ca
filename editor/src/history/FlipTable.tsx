import { Anchor, Table, Text } from "@mantine/core"
import { useState } from "react"
import { VerdictMark, verdictWord } from "../shell/VerdictMark.tsx"
import type { HistoryFlip } from "./protocol.ts"

const shownFirst = 20

/** The days on which verdicts differ, the newest first. */
export function FlipTable({ flips }: { readonly flips: readonly HistoryFlip[] }) {
  const [shown, setShown] = useState(shownFirst)
  if (flips.length === 0) return <Text c="dimmed">No verdict differs on any logged day.</Text>
  const ordered = flips.toSorted((a, b) => (a.localDate < b.localDate ? 1 : -1))
  return (
    <Table.ScrollContainer minWidth={420} type="native" tabIndex={0} role="region" aria-label="Days that differ">
      <Table verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Day</Table.Th>
            <Table.Th>Athlete</Table.Th>
            <Table.Th>Was</Table.Th>
            <Table.Th>Becomes</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {ordered.slice(0, shown).map(({ athleteId, localDate, from, to, fromRule, toRule }) => (
            <Table.Tr key={`${athleteId} ${localDate}`}>
              <Table.Td>{localDate}</Table.Td>
              <Table.Td>{athleteId}</Table.Td>
              <Verdict verdict={from} rule={fromRule} />
              <Verdict verdict={to} rule={toRule} />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {ordered.length > shown && (
        <Anchor component="button" type="button" onClick={() => setShown(shown + 100)}>
          Show more of {ordered.length}
        </Anchor>
      )}
    </Table.ScrollContainer>
  )
}

function Verdict({ verdict, rule }: { readonly verdict: string; readonly rule: string | null }) {
  return (
    <Table.Td>
      <VerdictMark verdict={verdict} size={16} /> {verdictWord(verdict)}{" "}
      {rule !== null && (
        <Text component="span" size="xs" c="dimmed">
          {rule}
        </Text>
      )}
    </Table.Td>
  )
}

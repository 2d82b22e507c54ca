import { Loader, Table, Text } from "@mantine/core"
import type { Flips } from "@barometer/engine/readiness"
import { useQuery } from "@tanstack/react-query"
import { get } from "../client.ts"
import { Failure } from "../shell/states.tsx"
import { VerdictMark, verdictWord } from "../shell/VerdictMark.tsx"

/** The smallest single changes that would have turned the verdict, by what was logged and by threshold. */
export function FlipList({ id }: { readonly id: string }) {
  const { data, error } = useQuery({
    queryKey: ["flips", id],
    queryFn: () => get<Flips>(`/api/decisions/${id}/counterfactuals`),
    staleTime: Infinity,
  })
  if (error !== null) return <Failure error={error} />
  if (data === undefined) return <Loader size="sm" aria-label="Looking for what would turn it" />
  const flips = [...data.signals, ...data.thresholds]
  if (flips.length === 0) return <Text>Nothing alone would have turned it.</Text>
  return (
    <Table.ScrollContainer minWidth={460} type="native" tabIndex={0} role="region" aria-label="What would turn it">
      <Table verticalSpacing="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>If</Table.Th>
            <Table.Th>from</Table.Th>
            <Table.Th>to</Table.Th>
            <Table.Th>then</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {flips.map(({ of, name, label, unit, from, to, verdict, decidedBy }) => (
            <Table.Tr key={`${of} ${name}`}>
              <Table.Td>
                {label}{" "}
                {of === "threshold" && (
                  <Text component="span" size="xs" c="dimmed">
                    (threshold)
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{show(from)}</Table.Td>
              <Table.Td>
                {show(to)} {unit}
              </Table.Td>
              <Table.Td>
                <VerdictMark verdict={verdict} size={18} /> {verdictWord(verdict)}
                {decidedBy !== null && ` (${decidedBy})`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function show(value: number | string | boolean): string {
  return typeof value === "number" ? String(Math.round(value * 1_000) / 1_000).replace("-", "−") : String(value)
}

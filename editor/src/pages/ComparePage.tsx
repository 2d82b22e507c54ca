import { Alert, Button, Card, Container, Group, Progress, Select, Stack, Text, TextInput, Title } from "@mantine/core"
import { useMutation, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useSearchParams } from "wouter"
import { ask, get } from "../client.ts"
import { FlipMatrix } from "../compare/FlipMatrix.tsx"
import type { Comparison } from "../compare/types.ts"
import { FlipTable } from "../history/FlipTable.tsx"
import { Failure } from "../shell/states.tsx"
import type { Version } from "../versions/types.ts"

const lookEveryMs = 500

/** Two rulesets on the same logged days: where they differ, and how often. What is chosen stands in the address. */
export function ComparePage() {
  const [search, setSearch] = useSearchParams()
  const set = (name: string, value: string | null) =>
    setSearch((before) => {
      const next = new URLSearchParams(before)
      if (value === null || value === "") next.delete(name)
      else next.set(name, value)
      return next
    })
  const rulesets = useQuery({
    queryKey: ["rulesets"],
    queryFn: () => get<{ readonly rulesets: readonly Version[] }>("/api/rulesets"),
  })
  const listed = rulesets.data?.rulesets ?? []
  const choices = listed.map(({ id, title }) => ({ value: id, label: title }))
  const deciding = listed.find((each) => each.deciding)?.id ?? null
  const [a, b] = [search.get("a") ?? deciding, search.get("b")]
  const [started, setStarted] = useState<string>()
  const start = useMutation({
    mutationFn: async () => {
      const [from, to] = [search.get("from"), search.get("to")]
      const dates = { ...(from !== null && { from }), ...(to !== null && { to }) }
      return (await ask<Comparison>("POST", "/api/comparisons", { a: { id: a }, b: { id: b }, ...dates })).value
    },
    onSuccess: ({ id }) => setStarted(id),
  })
  return (
    <Container size="lg" py="lg">
      <Title order={1} size="h2">
        Compare
      </Title>
      <Text c="dimmed" mb="md">
        What would two rulesets have said on the days that are logged? Both decide on what was logged, whatever was done
        about it then.
      </Text>
      {rulesets.error !== null && <Failure error={rulesets.error} />}
      <form
        onSubmit={(event) => {
          event.preventDefault()
          start.mutate()
        }}
      >
        <Group align="flex-end">
          <Select label="A" data={choices} value={a} onChange={(value) => set("a", value)} allowDeselect={false} />
          <Select label="B" data={choices} value={b} onChange={(value) => set("b", value)} placeholder="Choose" />
          <TextInput
            label="From"
            type="date"
            value={search.get("from") ?? ""}
            onChange={(event) => set("from", event.currentTarget.value)}
          />
          <TextInput
            label="To"
            type="date"
            value={search.get("to") ?? ""}
            onChange={(event) => set("to", event.currentTarget.value)}
          />
          <Button type="submit" disabled={a === null || b === null} loading={start.isPending}>
            Compare
          </Button>
        </Group>
      </form>
      {start.error !== null && (
        <Stack mt="md">
          <Failure error={start.error} />
        </Stack>
      )}
      {started !== undefined && <Running id={started} />}
    </Container>
  )
}

function Running({ id }: { readonly id: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["comparison", id],
    queryFn: () => get<Comparison>(`/api/comparisons/${id}`),
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === "running" ? lookEveryMs : false),
  })
  const cancel = useMutation({
    mutationFn: () => ask("DELETE", `/api/comparisons/${id}`),
    onSuccess: () => refetch(),
  })
  if (error !== null) return <Failure error={error} />
  if (data === undefined) return null
  if (data.state === "running")
    return (
      <Card withBorder mt="md" bg="var(--surface)" role="status">
        <Group>
          <Progress value={(100 * data.done) / Math.max(1, data.athletes)} flex={1} aria-label="Athletes compared" />
          <Text size="sm">
            {data.done} of {data.athletes} athletes
          </Text>
          <Button variant="default" size="xs" onClick={() => cancel.mutate()} loading={cancel.isPending}>
            Stop
          </Button>
        </Group>
      </Card>
    )
  if (data.result === null)
    return (
      <Alert mt="md" color="gray" title={data.state === "cancelled" ? "Stopped" : "It could not be carried out"}>
        {data.message}
      </Alert>
    )
  return <Result result={data.result} />
}

function Result({ result }: { readonly result: NonNullable<Comparison["result"]> }) {
  const { totals, flips, flipsInAll, digest } = result
  return (
    <Stack mt="lg" gap="lg">
      <Text role="status" size="lg">
        {flipsInAll === 0
          ? `Identical on all ${totals.days} days of ${totals.athletes} athletes.`
          : `${flipsInAll} of ${totals.days} days of ${totals.athletes} athletes differ. Backed off without plan: A ${totals.a.unplannedEpisodes} times, B ${totals.b.unplannedEpisodes} times.`}
      </Text>
      <FlipMatrix matrix={totals.matrix} />
      {flipsInAll > 0 && (
        <section>
          <Title order={2} size="h4" mb="xs">
            Days that differ
          </Title>
          <FlipTable
            flips={flips.map(({ decidedByA, decidedByB, ...flip }) => ({
              ...flip,
              fromRule: decidedByA,
              toRule: decidedByB,
            }))}
          />
        </section>
      )}
      <Text size="xs" c="dimmed" style={{ overflowWrap: "anywhere" }}>
        Digest {digest}. Neither side can show what would have followed had it been heeded.
      </Text>
    </Stack>
  )
}

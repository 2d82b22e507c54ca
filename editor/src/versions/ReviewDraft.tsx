import { Alert, Button, Card, Checkbox, Group, List, Progress, Stack, Text, Textarea, Title } from "@mantine/core"
import type { Ruleset } from "@barometer/engine/readiness"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { ask, get } from "../client.ts"
import { FlipTable } from "../history/FlipTable.tsx"
import { useHistory } from "../history/useHistory.ts"
import { Failure, Skeletons } from "../shell/states.tsx"
import { verdictWord } from "../shell/VerdictMark.tsx"
import { DifferenceList, Sentence } from "./DifferenceList.tsx"
import type { Checked, Draft, GoldenDayReport } from "./types.ts"

/** What a draft would change, said in sentences and in days; then it is published with a reason. */
export function ReviewDraft({ rulesetId, draft }: { readonly rulesetId: string; readonly draft: Draft }) {
  const path = `/api/rulesets/${rulesetId}/drafts/${draft.id}`
  const loaded = useQuery({
    queryKey: ["draft", draft.id],
    queryFn: () => ask<{ readonly ruleset: unknown }>("GET", path),
  })
  const base = useQuery({
    queryKey: ["ruleset", rulesetId, draft.basedOn],
    queryFn: () => get<Ruleset>(`/api/rulesets/${rulesetId}/versions/${draft.basedOn ?? 0}`),
    enabled: draft.basedOn !== null,
    staleTime: Infinity,
  })
  const checked = useQuery({
    queryKey: ["check", draft.id, draft.updatedAt],
    queryFn: async () => (await ask<Checked>("POST", `${path}/check`)).value,
  })
  const history = useHistory(base.data, loaded.data?.value.ruleset)
  const error = loaded.error ?? base.error ?? checked.error
  return (
    <Card withBorder bg="var(--surface)" component="section" aria-label="Review of the draft" mt="md">
      <Stack>
        {error !== null && <Failure error={error} />}
        <Title order={3} size="h5">
          What differs
        </Title>
        {checked.data === undefined ? (
          <Skeletons rows={1} />
        ) : (
          <DifferenceList differences={checked.data.differences} />
        )}
        {checked.data !== undefined && <Findings checked={checked.data} />}
        <Title order={3} size="h5">
          What it would have meant
        </Title>
        {history.status === "loading" && <Progress value={history.progress * 100} aria-label="Reading the logs" />}
        {history.status === "failed" && <Text c="red">{history.message}</Text>}
        {history.status === "ready" && (
          <>
            <Text size="sm" role="status">
              {history.flips.length} of {history.days} logged days of {history.athletes} athletes would have had another
              verdict. Overrides are left out.
            </Text>
            <FlipTable flips={history.flips} />
          </>
        )}
        {checked.data !== undefined && loaded.data !== undefined && (
          <Publish path={path} etag={loaded.data.etag ?? ""} checked={checked.data} />
        )}
      </Stack>
    </Card>
  )
}

function Findings({ checked: { problems, lints, cases, goldenDays } }: { readonly checked: Checked }) {
  const said = [...problems, ...lints.filter(({ severity }) => severity !== "info")]
  return (
    <>
      {said.length > 0 && (
        <Alert color={problems.length > 0 ? "red" : "yellow"} variant="light" title="To look at">
          <List size="sm">
            {said.slice(0, 20).map(({ pointer, message }) => (
              <List.Item key={`${pointer} ${message}`}>
                <Sentence text={message} />
              </List.Item>
            ))}
          </List>
        </Alert>
      )}
      <Text size="sm" c="dimmed">
        {cases.passed} cases hold
        {cases.failed.length > 0 && `, ${cases.failed.length} do not`}; {goldenDays.filter(({ holds }) => holds).length}{" "}
        of {goldenDays.length} golden days keep their verdict.
      </Text>
    </>
  )
}

function Publish({ path, etag, checked }: { readonly path: string; readonly etag: string; readonly checked: Checked }) {
  const [message, setMessage] = useState("")
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set())
  const queries = useQueryClient()
  const broken = checked.goldenDays.filter(({ holds }) => !holds)
  const publish = useMutation({
    mutationFn: () =>
      ask("POST", `${path}/publish`, { message, acceptedGoldenDays: [...accepted] }, { "if-match": etag }),
    onSuccess: () => queries.invalidateQueries(),
  })
  const hindrance =
    checked.problems.length > 0
      ? "It is not a ruleset yet"
      : checked.differences.length === 0
        ? "Nothing differs from what is published"
        : message.trim() === ""
          ? "Say why"
          : broken.some(({ id }) => !accepted.has(id))
            ? "Golden days change"
            : undefined
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (hindrance === undefined) publish.mutate()
      }}
    >
      <Stack gap="sm">
        {broken.map((day) => (
          <AcceptDay key={day.id} day={day} accepted={accepted} onChange={setAccepted} />
        ))}
        <Textarea
          label="Why"
          description="Stands with the version for ever."
          value={message}
          onChange={(event) => setMessage(event.currentTarget.value)}
          autosize
          minRows={2}
          required
        />
        {publish.error !== null && <Failure error={publish.error} />}
        <Group>
          <Button type="submit" disabled={hindrance !== undefined} loading={publish.isPending}>
            Publish as the next version
          </Button>
          {hindrance !== undefined && (
            <Text size="sm" c="dimmed">
              {hindrance}.
            </Text>
          )}
        </Group>
      </Stack>
    </form>
  )
}

function AcceptDay({
  day,
  accepted,
  onChange,
}: {
  readonly day: GoldenDayReport
  readonly accepted: ReadonlySet<string>
  readonly onChange: (accepted: ReadonlySet<string>) => void
}) {
  const found = day.found === null ? "no verdict" : verdictWord(day.found.verdict).toLowerCase()
  return (
    <Checkbox
      label={`${day.athleteId ?? "A golden day"}, ${day.localDate}: ${verdictWord(day.expected.verdict)} becomes ${found}. That is meant.`}
      description={day.note}
      checked={accepted.has(day.id)}
      onChange={(event) => {
        const next = new Set(accepted)
        if (event.currentTarget.checked) next.add(day.id)
        else next.delete(day.id)
        onChange(next)
      }}
    />
  )
}

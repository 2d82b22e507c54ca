import { Anchor, Badge, Breadcrumbs, Button, Card, Container, Group, Stack, Text, Textarea, Title } from "@mantine/core"
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query"
import { useState } from "react"
import { Link, useParams } from "wouter"
import { ask, get } from "../client.ts"
import { Failure, Skeletons } from "../shell/states.tsx"
import { DifferenceList } from "../versions/DifferenceList.tsx"
import { ReviewDraft } from "../versions/ReviewDraft.tsx"
import type { Difference, Draft, Version } from "../versions/types.ts"

/** A ruleset's drafts, to be reviewed and published, and every version with who, when, why, and what it changed. */
export function VersionsPage() {
  const { id = "" } = useParams()
  const versions = useQuery({
    queryKey: ["versions", id],
    queryFn: () => get<{ readonly rulesets: readonly Version[] }>(`/api/rulesets/${id}/versions`),
  })
  const drafts = useQuery({
    queryKey: ["drafts", id],
    queryFn: () => get<{ readonly drafts: readonly Draft[] }>(`/api/rulesets/${id}/drafts`),
  })
  const error = versions.error ?? drafts.error
  const listed = versions.data?.rulesets ?? []
  return (
    <Container size="md" py="lg">
      <Breadcrumbs mb="sm">
        <Anchor component={Link} href="/rulesets">
          Rules
        </Anchor>
        <span>{listed[0]?.title ?? id}</span>
      </Breadcrumbs>
      <Group justify="space-between" mb="md">
        <Title order={1} size="h2">
          Versions
        </Title>
        <Button component={Link} href={`/rulesets/${id}/edit`} variant="default">
          Open the editor
        </Button>
      </Group>
      {error !== null && <Failure error={error} />}
      {versions.data === undefined && error === null && <Skeletons rows={3} />}
      <Stack>
        {drafts.data?.drafts.map((draft) => (
          <DraftCard key={draft.id} rulesetId={id} draft={draft} />
        ))}
        {listed.map((version, index) => (
          <VersionCard key={version.version} version={version} before={listed[index + 1]} newest={listed[0]} />
        ))}
      </Stack>
    </Container>
  )
}

function DraftCard({ rulesetId, draft }: { readonly rulesetId: string; readonly draft: Draft }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Card withBorder bg="var(--surface)">
      <Group justify="space-between">
        <div>
          <Group gap="xs">
            <Title order={2} size="h4">
              Draft
            </Title>
            <Badge variant="outline">Not published</Badge>
          </Group>
          <Text size="sm" c="dimmed">
            By {draft.author}, on version {draft.basedOn ?? "none"}, changed{" "}
            {new Date(draft.updatedAt).toLocaleString()}
          </Text>
        </div>
        <Button onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
          {isOpen ? "Close" : "Review and publish"}
        </Button>
      </Group>
      {isOpen && <ReviewDraft rulesetId={rulesetId} draft={draft} />}
    </Card>
  )
}

function VersionCard({
  version,
  before,
  newest,
}: {
  readonly version: Version
  readonly before: Version | undefined
  readonly newest: Version | undefined
}) {
  const [isOpen, setOpen] = useState(false)
  return (
    <Card withBorder bg="var(--surface)">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Group gap="xs">
            <Title order={2} size="h4">
              Version {version.version}
            </Title>
            {version.deciding && <Badge variant="light">Decides</Badge>}
            {version.retiredAt !== null && <Badge variant="outline">Retired</Badge>}
          </Group>
          <Text>{version.message === "" ? "Shipped with Barometer." : version.message}</Text>
          <Text size="sm" c="dimmed">
            {version.author ?? "Barometer"}, {new Date(version.publishedAt).toLocaleString()}
          </Text>
        </div>
        <Group gap="xs" justify="flex-end">
          {before !== undefined && (
            <Button variant="default" size="xs" onClick={() => setOpen(!isOpen)} aria-expanded={isOpen}>
              What changed
            </Button>
          )}
          {newest !== undefined && newest.version !== version.version && <RollBack version={version} />}
        </Group>
      </Group>
      {isOpen && before !== undefined && <Changed version={version} before={before} />}
    </Card>
  )
}

function Changed({ version, before }: { readonly version: Version; readonly before: Version }) {
  const { data, error } = useQuery({
    queryKey: ["diff", version.id, before.version, version.version],
    queryFn: () =>
      get<{ readonly differences: readonly Difference[] }>(
        `/api/rulesets/${version.id}/versions/${version.version}/diff?from=${before.version}`,
      ),
    staleTime: Infinity,
  })
  if (error !== null) return <Failure error={error} />
  return data === undefined ? <Skeletons rows={1} /> : <DifferenceList differences={data.differences} />
}

function RollBack({ version: { id, version } }: { readonly version: Version }) {
  const [isAsking, setAsking] = useState(false)
  const [message, setMessage] = useState(`Back to version ${version}`)
  const queries = useQueryClient()
  const rollBack = useMutation({
    mutationFn: () => ask("POST", `/api/rulesets/${id}/rollback`, { to: version, message }),
    onSuccess: () => {
      setAsking(false)
      return queries.invalidateQueries()
    },
  })
  if (!isAsking)
    return (
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        Roll back to this
      </Button>
    )
  return (
    <Stack gap="xs" maw={280}>
      <Textarea
        label="Why"
        description="It is published again as the next version."
        value={message}
        onChange={(event) => setMessage(event.currentTarget.value)}
      />
      {rollBack.error !== null && <Failure error={rollBack.error} />}
      <Group gap="xs">
        <Button
          size="xs"
          onClick={() => rollBack.mutate()}
          loading={rollBack.isPending}
          disabled={message.trim() === ""}
        >
          Roll back
        </Button>
        <Button size="xs" variant="subtle" onClick={() => setAsking(false)}>
          Keep
        </Button>
      </Group>
    </Stack>
  )
}

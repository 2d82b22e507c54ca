import { Anchor, Badge, Button, Card, Container, Group, Stack, Text, Title } from "@mantine/core"
import { useQuery } from "@tanstack/react-query"
import { Link } from "wouter"
import { get } from "../client.ts"
import { Failure, Skeletons } from "../shell/states.tsx"

interface Version {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly publishedAt: string
  readonly author: string | null
  readonly message: string
  readonly deciding: boolean
}

/** Every ruleset in its newest version, the one that decides first. */
export function RulesetsPage() {
  const { data, error } = useQuery({
    queryKey: ["rulesets"],
    queryFn: () => get<{ readonly rulesets: readonly Version[] }>("/api/rulesets"),
  })
  const rulesets = data?.rulesets.toSorted((a, b) => Number(b.deciding) - Number(a.deciding))
  return (
    <Container size="md" py="xl">
      <Title order={1}>Rules</Title>
      <Text c="dimmed" mb="lg">
        The criteria by which days are judged, each with its versions. A published version never changes.
      </Text>
      {error !== null && <Failure error={error} />}
      {rulesets === undefined && error === null && <Skeletons rows={3} />}
      <Stack>
        {rulesets?.map((ruleset) => (
          <RulesetCard key={ruleset.id} ruleset={ruleset} />
        ))}
      </Stack>
    </Container>
  )
}

function RulesetCard({
  ruleset: { id, version, title, publishedAt, message, deciding },
}: {
  readonly ruleset: Version
}) {
  return (
    <Card withBorder bg="var(--surface)">
      <Group justify="space-between" wrap="wrap">
        <div>
          <Group gap="xs">
            <Title order={2} size="h4">
              {title}
            </Title>
            {deciding && <Badge variant="light">Decides</Badge>}
          </Group>
          <Text size="sm" c="dimmed">
            {id}, version {version}, {new Date(publishedAt).toLocaleDateString()}
            {message !== "" && `: ${message}`}
          </Text>
        </div>
        <Group gap="xs">
          <Anchor component={Link} href={`/rulesets/${id}/versions`} size="sm">
            Versions
          </Anchor>
          <Button component={Link} href={`/rulesets/${id}/edit`} size="sm" aria-label={`Open ${title}`}>
            Open
          </Button>
        </Group>
      </Group>
    </Card>
  )
}

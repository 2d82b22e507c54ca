import { Anchor, Breadcrumbs, Card, Container, Grid, Group, List, Stack, Text, Title } from "@mantine/core"
import type { Decision, Ruleset } from "@barometer/engine/readiness"
import { useQuery } from "@tanstack/react-query"
import { Link, useParams } from "wouter"
import { get } from "../client.ts"
import { FlipList } from "../decision/FlipList.tsx"
import { Replay } from "../decision/Replay.tsx"
import { TraceTree, VerdictLine } from "../decision/TraceTree.tsx"
import { Failure, Skeletons } from "../shell/states.tsx"
import { VerdictMark, verdictWord } from "../shell/VerdictMark.tsx"

type Recorded = Decision & { readonly id: string; readonly recomputes: { readonly of: string } | null }

const phases = {
  morning: "morning",
  preSession: "before the session",
  afterWarmup: "after the warm-up",
  postSession: "after the session",
}

/** Why a verdict fired: the answer, its reasons, every condition with its margin, and what would have turned it. */
export function DecisionPage() {
  const { id = "" } = useParams()
  const decision = useQuery({ queryKey: ["decision", id], queryFn: () => get<Recorded>(`/api/decisions/${id}`) })
  const { ruleset: by } = decision.data ?? {}
  const ruleset = useQuery({
    queryKey: ["ruleset", by?.id, by?.version],
    queryFn: () => get<Ruleset>(`/api/rulesets/${by?.id ?? ""}/versions/${by?.version ?? 0}`),
    enabled: by !== undefined,
    staleTime: Infinity,
  })
  if (decision.error !== null)
    return (
      <Container py="xl">
        <Failure error={decision.error} />
      </Container>
    )
  if (decision.data === undefined)
    return (
      <Container py="xl">
        <Skeletons rows={5} />
      </Container>
    )
  const titleOf = (fact: string) => titleIn(ruleset.data, fact)
  return (
    <Container size="lg" py="lg">
      <Answer decision={decision.data} />
      <Grid mt="md" gap="lg">
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Title order={2} size="h4" mb="sm">
            Every rule, and why
          </Title>
          <TraceTree trace={loudestFirst(decision.data)} decidedBy={decision.data.decidedBy} titleOf={titleOf} />
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Aside decision={decision.data} />
        </Grid.Col>
      </Grid>
    </Container>
  )
}

/** The rule that decided, then those that are true, then those that could be; the silent ones last. */
function loudestFirst({ trace = [], decidedBy }: Recorded) {
  const loudness = { true: 2, unknown: 1, false: 0 } as const
  const rank = ({ rule, result }: (typeof trace)[number]) =>
    rule === decidedBy ? 3 : loudness[String(result) as keyof typeof loudness]
  return trace.toSorted((a, b) => rank(b) - rank(a))
}

function Answer({ decision }: { readonly decision: Recorded }) {
  const { athleteId, localDate, phase, verdict, sentence, adviceSentence, reasons, ruleset, decidedBy, earlier } =
    decision
  return (
    <>
      <Breadcrumbs mb="sm">
        <Anchor href="/">Squad</Anchor>
        <span>{athleteId}</span>
        <span>
          {localDate}, {phases[phase]}
        </span>
      </Breadcrumbs>
      <Card withBorder bg="var(--surface)">
        <Group align="flex-start" wrap="nowrap">
          <VerdictMark verdict={verdict} size={48} />
          <div>
            <Title order={1} size="h2">
              {sentence}
            </Title>
            {adviceSentence !== "" && <Text mt={4}>{adviceSentence}</Text>}
            <List mt="sm" spacing={4}>
              {reasons.map((reason) => (
                <List.Item key={reason}>{reason}</List.Item>
              ))}
            </List>
            {earlier !== null && (
              <Text size="sm" mt="xs">
                Before that, {phases[earlier.phase]}: {verdictWord(earlier.verdict)}
                {earlier.decidedBy !== null && ` (${earlier.decidedBy})`}
              </Text>
            )}
            <Text size="sm" c="dimmed" mt="sm">
              By{" "}
              <Anchor component={Link} href={`/rulesets/${ruleset.id}/edit?athlete=${athleteId}&date=${localDate}`}>
                {ruleset.id}
              </Anchor>
              , version {ruleset.version}
              {decidedBy !== null && `, rule ${decidedBy}`}
            </Text>
            <Text size="xs" c="dimmed" mt={4}>
              {decision.disclaimer}
            </Text>
          </div>
        </Group>
      </Card>
    </>
  )
}

function Aside({ decision }: { readonly decision: Recorded }) {
  const { overruled, unknown, couldBecome, notices, id, digest } = decision
  return (
    <Stack gap="lg">
      <Part title="Would turn it, alone">
        <FlipList id={id} />
      </Part>
      {overruled.length > 0 && (
        <Part title="Overruled">
          <Plain>
            {overruled.map((each) => (
              <VerdictLine key={each.rule} verdict={each.verdict}>
                {each.sentence}
              </VerdictLine>
            ))}
          </Plain>
        </Part>
      )}
      {couldBecome.length > 0 && (
        <Part title="Could still become">
          <Plain>
            {couldBecome.map((each) => (
              <VerdictLine key={`${each.measure} ${each.verdict}`} verdict={each.verdict}>
                {each.sentence}
              </VerdictLine>
            ))}
          </Plain>
        </Part>
      )}
      {unknown.length > 0 && (
        <Part title={`Not known (${unknown.length})`}>
          <List size="sm" spacing={4}>
            {unknown.map(({ signal, sentence }) => (
              <List.Item key={signal}>{sentence}</List.Item>
            ))}
          </List>
        </Part>
      )}
      {notices.length > 0 && (
        <Part title="To note">
          <List size="sm">
            {notices.map(({ id: notice, text }) => (
              <List.Item key={notice}>{text}</List.Item>
            ))}
          </List>
        </Part>
      )}
      <Part title="From the record">
        <Replay id={id} digest={digest} />
      </Part>
    </Stack>
  )
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <section>
      <Title order={2} size="h5" mb="xs">
        {title}
      </Title>
      {children}
    </section>
  )
}

function Plain({ children }: { readonly children: React.ReactNode }) {
  return <ul style={{ margin: 0, padding: 0, listStyle: "none" }}>{children}</ul>
}

/** What a person calls a fact: the label of its signal or threshold, else its name in words. */
function titleIn(ruleset: Ruleset | undefined, fact: string): string {
  const [first = "", rest = ""] = fact.split(/\.(.*)/)
  if (first === "threshold") return ruleset?.thresholds[rest]?.label.toLowerCase() ?? inWords(rest)
  if (first === "known") return `${inWords(rest.replace("finding.", ""))} known`
  if (first === "finding") return `${rest} ${ruleset?.rules.find(({ name }) => name === rest)?.title ?? ""}`.trim()
  const signal = ruleset?.signals[fact]
  return signal?.label ?? inWords(fact)
}

function inWords(name: string): string {
  const words = name.replaceAll(/([A-Z]|\d+)/g, (part) => ` ${part.toLowerCase()}`)
  return words.charAt(0).toUpperCase() + words.slice(1)
}

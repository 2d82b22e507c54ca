import { Button, Group, NumberInput, Select, Stack, Text, TextInput, Title } from "@mantine/core"
import { sayAmount } from "@barometer/engine/rules"
import { thresholdsOf } from "../model/readersOfThreshold.ts"
import { deleteRule, duplicateRule, moveRule, readersOf, setPriority, setTitle, setVerdict } from "../model/edits.ts"
import { placeOf, ruleOf } from "../model/rulesetDocument.ts"
import { verdictOf } from "../model/flow.ts"
import { verdictWord } from "../shell/VerdictMark.tsx"
import { ConditionRows } from "./ConditionRows.tsx"
import { useEdit, useEditStore } from "./editStore.ts"
import { Glyph } from "./Glyph.tsx"
import { Sentence } from "./Sentence.tsx"
import { useSheet } from "./sheet.ts"
import { ThresholdChip } from "./ThresholdChip.tsx"

/** What is chosen, with everything about it that can be edited. */
export function RulePanel({ onNew }: { readonly onNew: () => void }) {
  const selected = useEdit((state) => state.selected)
  const [kind, name] = selected?.split(" ") ?? []
  if (kind === "rule" && name !== undefined) return <RuleForm key={name} name={name} />
  if (kind === "signal" && name !== undefined) return <SignalDetails name={name} />
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm" c="var(--muted)">
        Choose a rule to see its conditions and how they stood on the day. Numbers in sentences can be moved.
      </Text>
      <Button size="xs" variant="default" onClick={onNew}>
        New rule
      </Button>
    </Stack>
  )
}

function RuleForm({ name }: { readonly name: string }) {
  const store = useEditStore()
  const document = useEdit((state) => state.document)
  const { phrasing, traces } = useSheet()
  const rule = ruleOf(document, name)
  if (rule === undefined) return null
  const { edit, select } = store.getState()
  const trace = traces.get(name)
  const verdict = verdictOf(rule)
  const readers = readersOf(document, name)
  return (
    <Stack gap="sm">
      <Group gap="xs" wrap="nowrap">
        {trace !== undefined && <Glyph result={trace.result} />}
        <Title order={2} size="h4">
          {name}
        </Title>
      </Group>
      <TextInput
        label="Title"
        key={rule.title}
        defaultValue={rule.title}
        maxLength={120}
        onBlur={({ currentTarget }) => edit((each) => setTitle(each, name, currentTarget.value))}
      />
      <div>
        <Sentence parts={phrasing.ruleParts(rule)} />
      </div>
      <Group grow align="flex-start">
        {verdict !== undefined && (
          <Select
            label="Says"
            value={verdict}
            allowDeselect={false}
            data={document.outcomes.map((outcome) => ({ value: outcome, label: verdictWord(outcome) }))}
            onChange={(next) => next !== null && edit((each) => setVerdict(each, name, next))}
          />
        )}
        <NumberInput
          label="Priority"
          key={`${name} ${rule.priority}`}
          defaultValue={rule.priority}
          min={1}
          max={1_000}
          allowDecimal={false}
          onBlur={({ currentTarget }) => edit((each) => setPriority(each, name, Number(currentTarget.value)))}
        />
      </Group>
      <section aria-label="Conditions">
        <ConditionRows
          condition={rule.conditions}
          path={["rules", placeOf(document, name), "conditions"]}
          trace={trace?.conditions}
        />
      </section>
      {rule.rationale !== undefined && (
        <Text size="sm" c="var(--muted)">
          {rule.rationale}
        </Text>
      )}
      <Group gap="xs">
        <Button size="xs" variant="default" onClick={() => edit((each) => moveRule(each, name, -1))}>
          Earlier
        </Button>
        <Button size="xs" variant="default" onClick={() => edit((each) => moveRule(each, name, 1))}>
          Later
        </Button>
        <Button size="xs" variant="default" onClick={() => edit((each) => duplicateRule(each, name))}>
          Duplicate
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={readers.length > 0 || document.rules.length === 1}
          onClick={() => {
            edit((each) => deleteRule(each, name))
            select(undefined)
          }}
        >
          Delete
        </Button>
      </Group>
      {readers.length > 0 && (
        <Text size="xs" c="var(--muted)">
          Read by {readers.join(", ")}, so it cannot be deleted.
        </Text>
      )}
    </Stack>
  )
}

function SignalDetails({ name }: { readonly name: string }) {
  const definition = useEdit(({ document }) => document.signals?.[name])
  const { phrasing, decision } = useSheet()
  const record = decision?.signals[name]
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        <Sentence parts={phrasing.labelParts(name)} />
      </Title>
      {record !== undefined && (
        <Text>
          {record.known
            ? typeof record.value === "number"
              ? sayAmount(record.value, phrasing.unitOf(name))
              : String(record.value)
            : "Not known"}
          {record.known && record.evidence.n !== undefined && `, from ${record.evidence.n} values`}
        </Text>
      )}
      {[...thresholdsOf(definition)].map((threshold) => (
        <SettingRow key={threshold} threshold={threshold} />
      ))}
    </Stack>
  )
}

function SettingRow({ threshold }: { readonly threshold: string }) {
  const label = useEdit(({ document }) => document.thresholds[threshold]?.label)
  return (
    <Group justify="space-between" wrap="nowrap">
      <Text size="sm">{label ?? threshold}</Text>
      <ThresholdChip threshold={threshold} />
    </Group>
  )
}

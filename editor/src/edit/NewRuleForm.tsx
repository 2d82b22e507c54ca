import { Button, Group, NumberInput, Select, Stack, TextInput, Title } from "@mantine/core"
import { declareFacts } from "@barometer/engine/readiness"
import { useState } from "react"
import { type SaidRule, withNewRule } from "../model/newRule.ts"
import { verdictWord } from "../shell/VerdictMark.tsx"
import { useEditStore } from "./editStore.ts"
import { useSheet } from "./sheet.ts"

const operators: { value: SaidRule["operator"]; label: string }[] = [
  { value: "greaterThanInclusive", label: "is at least" },
  { value: "greaterThan", label: "is above" },
  { value: "lessThanInclusive", label: "is at most" },
  { value: "lessThan", label: "is below" },
]
const note = "note"

/** A rule from nothing, said as a sentence: while a signal stands beyond a line, a verdict. */
export function NewRuleForm({ onDone }: { readonly onDone: () => void }) {
  const store = useEditStore()
  const { ruleset } = useSheet()
  const facts = declareFacts(ruleset)
  const [title, setTitle] = useState("")
  const [signal, setSignal] = useState<string | null>(null)
  const [operator, setOperator] = useState<SaidRule["operator"]>("greaterThanInclusive")
  const [line, setLine] = useState<number | string>("")
  const [verdict, setVerdict] = useState<string>(ruleset.outcomes[2] ?? note)
  const declaration = signal === null ? undefined : facts[signal]
  const isNumber = declaration?.type === "number"
  const isWhole = title.trim() !== "" && declaration !== undefined && (!isNumber || typeof line === "number")
  const add = () => {
    if (signal === null || declaration === undefined || !isWhole) return
    const said = {
      title: title.trim(),
      signal,
      operator,
      line: Number(line),
      verdict: verdict === note ? undefined : verdict,
    }
    const { document, name } = withNewRule(store.getState().document, said, declaration)
    store.getState().edit(() => document)
    store.getState().select(`rule ${name}`)
    onDone()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        add()
      }}
    >
      <Stack gap="sm">
        <Title order={2} size="h4">
          New rule
        </Title>
        <TextInput
          label="Title"
          required
          autoFocus
          maxLength={120}
          value={title}
          onChange={({ currentTarget }) => setTitle(currentTarget.value)}
        />
        <Select
          label="While"
          required
          searchable
          value={signal}
          onChange={setSignal}
          data={Object.entries(facts)
            .filter(
              ([name, { type }]) => Object.hasOwn(ruleset.signals, name) && (type === "number" || type === "yesNo"),
            )
            .map(([name, { label }]) => ({
              value: name,
              label: label.replaceAll(/\{(\w+)\}/g, (hole, of: string) =>
                String(ruleset.thresholds[of]?.value ?? hole),
              ),
            }))}
        />
        {isNumber && (
          <Group grow align="flex-end">
            <Select
              label="Compared"
              value={operator}
              allowDeselect={false}
              data={operators}
              onChange={(next) => setOperator(operators.find(({ value }) => value === next)?.value ?? operator)}
            />
            <NumberInput
              label="Line"
              required
              value={line}
              onChange={setLine}
              suffix={declaration.unit === undefined || declaration.unit === "" ? "" : ` ${declaration.unit}`}
            />
          </Group>
        )}
        <Select
          label="Then"
          value={verdict}
          allowDeselect={false}
          onChange={(next) => next !== null && setVerdict(next)}
          data={[
            ...ruleset.outcomes.map((outcome) => ({ value: outcome, label: verdictWord(outcome) })),
            { value: note, label: "Note it, and no more" },
          ]}
        />
        <Group gap="xs">
          <Button type="submit" size="xs" disabled={!isWhole}>
            Add the rule
          </Button>
          <Button size="xs" variant="default" onClick={onDone}>
            Leave it
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

import { NumberInput, Table, Text } from "@mantine/core"
import { sayAmount } from "@barometer/engine/rules"
import { readersOfThreshold } from "../model/readersOfThreshold.ts"
import { setThreshold } from "../model/edits.ts"
import styles from "./edit.module.css"
import { useEdit, useEditStore } from "./editStore.ts"
import { useSheet } from "./sheet.ts"

/** Every threshold in a row, to be gone through with the Tab key. */
export function TableView() {
  const thresholds = useEdit(({ document }) => document.thresholds)
  return (
    <div className={styles.view}>
      <Table.ScrollContainer minWidth={640}>
        <Table verticalSpacing={4} stickyHeader>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Threshold</Table.Th>
              <Table.Th>Value</Table.Th>
              <Table.Th>Published</Table.Th>
              <Table.Th>Range</Table.Th>
              <Table.Th>Rules</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {Object.keys(thresholds).map((name) => (
              <Row key={name} name={name} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </div>
  )
}

function Row({ name }: { readonly name: string }) {
  const store = useEditStore()
  const document = useEdit((state) => state.document)
  const { published } = useSheet()
  const threshold = document.thresholds[name]
  if (threshold === undefined) return null
  const { label, unit, value, min, max, step } = threshold
  const before = published.thresholds[name]?.value
  return (
    <Table.Tr data-moved={before !== value}>
      <Table.Td>{label}</Table.Td>
      <Table.Td>
        <NumberInput
          aria-label={label}
          size="xs"
          w={130}
          key={value}
          defaultValue={value}
          min={min}
          max={max}
          step={step}
          suffix={unit === "" ? "" : ` ${unit}`}
          onBlur={({ currentTarget }) =>
            store.getState().edit((each) => setThreshold(each, name, Number.parseFloat(currentTarget.value)))
          }
        />
      </Table.Td>
      <Table.Td>
        <Text size="sm" fw={before === value ? 400 : 700}>
          {before === undefined ? "new" : sayAmount(before, unit)}
        </Text>
      </Table.Td>
      <Table.Td className={styles.muted}>
        {min} to {max}
      </Table.Td>
      <Table.Td>
        {readersOfThreshold(document, name).map((rule) => (
          <button
            key={rule}
            type="button"
            className={styles.name}
            style={{ marginInlineEnd: 6 }}
            onClick={() => store.getState().select(`rule ${rule}`)}
          >
            {rule}
          </button>
        ))}
      </Table.Td>
    </Table.Tr>
  )
}

import { sayAmount, sayNumber } from "@barometer/engine/rules"
import styles from "./edit.module.css"
import { useEdit, useEditStore, useThresholdValue } from "./editStore.ts"
import { useSheet } from "./sheet.ts"

/** A threshold where it stands in a sentence: its value now, marked when it is not the published one; opens for moving. */
export function ThresholdChip({
  threshold,
  withUnit = true,
  tabbable = true,
}: {
  readonly threshold: string
  readonly withUnit?: boolean
  readonly tabbable?: boolean
}) {
  const store = useEditStore()
  const value = useThresholdValue(threshold)
  const definition = useEdit(({ document }) => document.thresholds[threshold])
  const isOpen = useEdit(({ opened }) => opened?.threshold === threshold)
  const { published } = useSheet()
  if (definition === undefined) return <span>{threshold}</span>
  const before = published.thresholds[threshold]?.value
  const isMoved = before !== value
  const amount = withUnit ? sayAmount(value, definition.unit) : sayNumber(value)
  const was = before === undefined ? "new" : `published ${sayAmount(before, definition.unit)}`
  return (
    <button
      type="button"
      className={`${styles.chip} nodrag nopan`}
      data-threshold={threshold}
      data-moved={isMoved}
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-label={`${definition.label}: ${sayAmount(value, definition.unit)}${isMoved ? `, ${was}` : ""}`}
      title={definition.label}
      tabIndex={tabbable ? 0 : -1}
      onClick={(event) => {
        event.stopPropagation()
        store.getState().open({ threshold, anchor: event.currentTarget })
      }}
    >
      {amount}
    </button>
  )
}

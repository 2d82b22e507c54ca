import { ActionIcon, FocusTrap, Group, NumberInput, Text } from "@mantine/core"
import { sayAmount } from "@barometer/engine/rules"
import { useClickOutside } from "@mantine/hooks"
import { useEffect, useRef } from "react"
import styles from "./edit.module.css"
import { useEdit, useEditStore, useThresholdValue, type Opened } from "./editStore.ts"
import { FiredChange } from "./FiredChange.tsx"
import { ValueDots } from "./ValueDots.tsx"
import { useSheet } from "./sheet.ts"

/** The threshold that is open for moving, beside its chip; nothing when none is. */
export function ThresholdPopover({ athleteId }: { readonly athleteId: string | undefined }) {
  const opened = useEdit((state) => state.opened)
  return opened === undefined ? null : <Panel key={opened.threshold} opened={opened} athleteId={athleteId} />
}

const size = { width: 340, height: 300 }

function Panel({
  opened: { threshold, anchor },
  athleteId,
}: {
  readonly opened: Opened
  readonly athleteId: string | undefined
}) {
  const store = useEditStore()
  const value = useThresholdValue(threshold)
  const definition = useEdit(({ document }) => document.thresholds[threshold])
  const { published } = useSheet()
  const undoable = useRef(store.temporal.getState().pastStates.length)

  const close = () => {
    store.getState().settle()
    store.getState().open(undefined)
    anchor.focus()
  }
  const revert = () => {
    const made = store.temporal.getState().pastStates.length - undoable.current
    store.getState().open(undefined)
    if (made > 0) store.temporal.getState().undo(made)
    anchor.focus()
  }
  const panel = useClickOutside<HTMLDivElement>(close)
  useEffect(() => () => store.getState().settle(), [store])
  if (definition === undefined) return null

  const { label, unit, min, max, step, rationale } = definition
  const before = published.thresholds[threshold]?.value
  const moveTo = (next: number) => {
    const rounded = Math.round((Math.min(max, Math.max(min, next)) - min) / step) * step + min
    store.getState().move({ threshold, value: Number(rounded.toFixed(9)) })
  }
  const set = (next: number) => {
    moveTo(next)
    store.getState().settle()
  }
  return (
    <FocusTrap active>
      <div
        ref={panel}
        className={styles.popover}
        style={placeBeside(anchor)}
        role="dialog"
        aria-label={label}
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key !== "Escape" && event.key !== "Enter") return
          // The chip has the focus before the key comes up, and Enter would press it again.
          if (event.target instanceof HTMLButtonElement && event.key === "Enter") return
          event.preventDefault()
          if (event.key === "Escape") revert()
          else close()
        }}
      >
        <Text fw={600} size="sm">
          {label}
        </Text>
        <ValueDots threshold={threshold} athleteId={athleteId} min={min} max={max} value={value} />
        <div className={styles.track}>
          <input
            type="range"
            data-autofocus
            aria-label={label}
            aria-valuetext={sayAmount(value, unit)}
            min={min}
            max={max}
            step={step}
            value={value}
            onChange={(event) => moveTo(event.currentTarget.valueAsNumber)}
            onPointerUp={() => store.getState().settle()}
            onKeyUp={() => store.getState().settle()}
            onKeyDown={(event) => {
              const direction = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key]
              if (direction === undefined) return
              event.preventDefault()
              moveTo(value + direction * step * (event.shiftKey ? 10 : 1))
            }}
          />
          {before !== undefined && (
            <span
              className={styles.tick}
              style={{ "--at": (before - min) / (max - min) } as React.CSSProperties}
              title={`published ${sayAmount(before, unit)}`}
            />
          )}
        </div>
        <Group gap="xs" wrap="nowrap" mt={6}>
          <ActionIcon variant="default" size="lg" aria-label="One step less" onClick={() => set(value - step)}>
            −
          </ActionIcon>
          <NumberInput
            aria-label={`${label}, in ${unit}`}
            value={value}
            min={min}
            max={max}
            step={step}
            hideControls
            suffix={unit === "" ? "" : ` ${unit}`}
            onChange={(next) => typeof next === "number" && next >= min && next <= max && moveTo(next)}
            onBlur={() => store.getState().settle()}
          />
          <ActionIcon variant="default" size="lg" aria-label="One step more" onClick={() => set(value + step)}>
            +
          </ActionIcon>
        </Group>
        <FiredChange threshold={threshold} />
        <Text size="xs" c="var(--muted)" mt={4}>
          {before === undefined ? "New." : `Published: ${sayAmount(before, unit)}.`} From {min} to{" "}
          {sayAmount(max, unit)}. Esc reverts.
        </Text>
        {rationale !== undefined && (
          <Text size="xs" mt={4}>
            {rationale}
          </Text>
        )}
      </div>
    </FocusTrap>
  )
}

/** Under the chip where there is room, else above it, and never beyond the window's edge. */
function placeBeside(anchor: HTMLElement): React.CSSProperties {
  const { left, top, bottom } = anchor.getBoundingClientRect()
  const width = Math.min(size.width, innerWidth - 16)
  const isBelow = bottom + size.height < innerHeight || top < size.height
  return {
    width,
    left: Math.max(8, Math.min(left, innerWidth - width - 8)),
    ...(isBelow
      ? { top: Math.max(8, Math.min(bottom + 6, innerHeight - size.height - 8)) }
      : { bottom: innerHeight - top + 6 }),
  }
}

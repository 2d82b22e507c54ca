import { Anchor, Button, SegmentedControl } from "@mantine/core"
import { Link } from "wouter"
import { DayPicker, type PickedDay } from "./DayPicker.tsx"
import styles from "./edit.module.css"
import { type View, useEdit, useUndo } from "./editStore.ts"
import { SaveLabel } from "./SaveStatus.tsx"
import type { useAutosave } from "./useAutosave.ts"

const views: { value: View; label: string }[] = [
  { value: "flow", label: "Flow" },
  { value: "table", label: "Table" },
  { value: "text", label: "Text" },
]

/** What the ruleset is called and where it stands, the three views, whose day it is read on, undo and redo. */
export function EditToolbar({
  autosave,
  version,
  picked,
  onPick,
}: {
  readonly autosave: ReturnType<typeof useAutosave>
  readonly version: number
  readonly picked: PickedDay
  readonly onPick: (day: PickedDay) => void
}) {
  const title = useEdit(({ document }) => document.title)
  const id = useEdit(({ document }) => document.id)
  const view = useEdit((state) => state.view)
  const show = useEdit((state) => state.show)
  const { undoable, redoable, undo, redo } = useUndo()
  return (
    <div className={styles.bar}>
      <h1>{title}</h1>
      <SaveLabel autosave={autosave} version={version} />
      <span className={styles.grow} />
      <DayPicker picked={picked} onPick={onPick} />
      <SegmentedControl
        size="xs"
        aria-label="View"
        value={view}
        data={views}
        onChange={(next) => show(next === "flow" || next === "table" ? next : "text")}
      />
      <Button.Group>
        <Button size="xs" variant="default" disabled={undoable === 0} onClick={() => undo()}>
          Undo
        </Button>
        <Button size="xs" variant="default" disabled={redoable === 0} onClick={() => redo()}>
          Redo
        </Button>
      </Button.Group>
      <Anchor component={Link} href={`/rulesets/${id}/versions`} size="sm">
        Review and publish
      </Anchor>
    </div>
  )
}

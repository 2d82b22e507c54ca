import { Alert, Badge, Button, Group, Text } from "@mantine/core"
import { useEdit } from "./editStore.ts"
import styles from "./edit.module.css"
import type { useAutosave } from "./useAutosave.ts"

type Autosave = ReturnType<typeof useAutosave>

const words = {
  published: "No changes",
  saved: "Saved in your draft",
  waiting: "Not saved yet",
  saving: "Saving…",
  failed: "Not saved",
  conflict: "Not saved: changed elsewhere",
} as const

/** Whether this is the published version or a draft of it, and whether the server has it. */
export function SaveLabel({
  autosave: { state, save },
  version,
}: {
  readonly autosave: Autosave
  readonly version: number
}) {
  return (
    <Group gap="xs">
      <Badge variant={state.kind === "published" ? "light" : "outline"} color="gray" c="var(--mantine-color-text)">
        {state.kind === "published" ? `Published, version ${version}` : `Draft of version ${version}`}
      </Badge>
      <span className={styles.save} role="status">
        {words[state.kind]}
        {state.kind === "failed" && `: ${state.error.message}`}
      </span>
      {state.kind === "failed" && (
        <Button size="compact-xs" variant="default" onClick={() => void save()}>
          Try again
        </Button>
      )}
    </Group>
  )
}

/** Two people, or two tabs, changed the same draft: says so, and lets one choose. Nothing is overwritten before. */
export function Conflict({ autosave: { state, keepMine, takeTheirs } }: { readonly autosave: Autosave }) {
  const mine = useEdit(({ document }) => document)
  if (state.kind !== "conflict") return null
  const { theirs } = state
  const names = Object.keys(mine.thresholds)
  const moved = names.filter((name) => mine.thresholds[name]?.value !== theirs.document.thresholds[name]?.value)
  return (
    <Alert color="yellow" variant="light" role="alert" title="This draft was changed elsewhere" m="md">
      <Text size="sm" mb="xs">
        {moved.length > 0
          ? `It differs from yours in ${moved.map((name) => `${mine.thresholds[name]?.label ?? name} (yours ${mine.thresholds[name]?.value}, theirs ${theirs.document.thresholds[name]?.value ?? "none"})`).join(", ")}.`
          : "It differs from yours in its rules."}{" "}
        Yours is kept on this page until you choose.
      </Text>
      <Group gap="xs">
        <Button size="xs" onClick={() => keepMine(theirs)}>
          Keep mine
        </Button>
        <Button size="xs" variant="default" onClick={() => takeTheirs(theirs)}>
          Take theirs
        </Button>
      </Group>
    </Alert>
  )
}

import { Alert, Container, Divider, List } from "@mantine/core"
import { parseRuleset } from "@barometer/engine/readiness"
import { useMediaQuery } from "@mantine/hooks"
import { useQuery } from "@tanstack/react-query"
import { lazy, Suspense, useCallback, useRef, useState } from "react"
import { useParams } from "wouter"
import type { PickedDay } from "../edit/DayPicker.tsx"
import { type OpenedRuleset, openRuleset } from "../edit/draftFile.ts"
import styles from "../edit/edit.module.css"
import { createEditStore, EditStoreProvider, useEdit } from "../edit/editStore.ts"
import { EditToolbar } from "../edit/EditToolbar.tsx"
import { FlipPanel } from "../edit/FlipPanel.tsx"
import { NewRuleForm } from "../edit/NewRuleForm.tsx"
import { RulePanel } from "../edit/RulePanel.tsx"
import { Conflict } from "../edit/SaveStatus.tsx"
import { type Reading, readDocument, type Sheet, SheetProvider } from "../edit/sheet.ts"
import { TableView } from "../edit/TableView.tsx"
import { TextView } from "../edit/TextView.tsx"
import { ThresholdPopover } from "../edit/ThresholdPopover.tsx"
import { useAutosave } from "../edit/useAutosave.ts"
import { useDayDecision } from "../edit/useDayDecision.ts"
import { useEditKeys } from "../edit/useEditKeys.ts"
import { useHistory } from "../history/useHistory.ts"
import { Failure, Skeletons } from "../shell/states.tsx"

const RulesCanvas = lazy(async () => ({ default: (await import("../canvas/RulesCanvas.tsx")).RulesCanvas }))

/** A ruleset's rules as cards, table or sentences, to be tuned in the caller's draft. */
export function EditPage() {
  const { id = "" } = useParams()
  const opened = useQuery({
    queryKey: ["edit", id],
    queryFn: () => openRuleset(id),
    // The page holds what it opened and saves with its revision: reading it again behind its back would mislead.
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  })
  if (opened.error !== null)
    return (
      <Container py="xl">
        <Failure error={opened.error} />
      </Container>
    )
  if (opened.data === undefined)
    return (
      <Container py="xl">
        <Skeletons rows={6} />
      </Container>
    )
  return <Opened key={id} opened={opened.data} />
}

function Opened({ opened }: { readonly opened: OpenedRuleset }) {
  const isNarrow = useMediaQuery("(max-width: 800px)", matchMedia("(max-width: 800px)").matches)
  const [store] = useState(() =>
    createEditStore(opened.draft?.document ?? opened.published, isNarrow ? "text" : "flow"),
  )
  return (
    <EditStoreProvider value={store}>
      <Editor opened={opened} />
    </EditStoreProvider>
  )
}

function Editor({ opened }: { readonly opened: OpenedRuleset }) {
  const { published, version } = opened
  const document = useEdit((state) => state.document)
  const view = useEdit((state) => state.view)
  const autosave = useAutosave(opened)
  const [picked, setPicked] = useState(pickedIn(location.search))
  const reading = useReading(document)
  const decision = useDayDecision(picked.decisionId, document)
  const [base] = useState(() => readDocument(published, undefined)?.ruleset)
  const history = useHistory(base, document)
  const [isAdding, setAdding] = useState(false)
  useEditKeys(useCallback(() => setAdding(true), []))
  if (reading === undefined) return <Unreadable document={document} />
  const sheet: Sheet = {
    ...reading,
    published,
    decision: decision.data,
    traces: new Map(decision.data?.trace?.map((trace) => [trace.rule, trace])),
    history,
  }
  return (
    <SheetProvider value={sheet}>
      <div className={styles.page}>
        <EditToolbar autosave={autosave} version={version} picked={picked} onPick={setPicked} />
        <Conflict autosave={autosave} />
        {decision.error !== null && <Failure error={decision.error} />}
        {reading.problems.length > 0 && <Problems problems={reading.problems} />}
        <div className={styles.body}>
          {view === "flow" && (
            <div className={styles.canvas}>
              <Suspense fallback={<Skeletons rows={5} />}>
                <RulesCanvas />
              </Suspense>
            </div>
          )}
          {view === "table" && <TableView />}
          {view === "text" && <TextView />}
          <aside className={styles.side} aria-label="Chosen" data-panel tabIndex={-1}>
            {isAdding ? (
              <NewRuleForm onDone={() => setAdding(false)} />
            ) : (
              <>
                <RulePanel onNew={() => setAdding(true)} />
                <Divider my="md" />
                <FlipPanel />
              </>
            )}
          </aside>
        </div>
        <ThresholdPopover athleteId={picked.athleteId} />
      </div>
    </SheetProvider>
  )
}

/** The document read, or the last state of it that could be. */
function useReading(document: OpenedRuleset["published"]): Reading | undefined {
  const last = useRef<{ readonly of: object; readonly reading: Reading | undefined }>(undefined)
  if (last.current?.of !== document)
    last.current = { of: document, reading: readDocument(document, last.current?.reading) }
  return last.current.reading
}

function pickedIn(search: string): PickedDay {
  const query = new URLSearchParams(search)
  const athleteId = query.get("athlete")
  const localDate = query.get("date")
  return { ...(athleteId !== null && { athleteId }), ...(localDate !== null && { localDate }) }
}

function Problems({ problems }: Pick<Reading, "problems">) {
  return (
    <Alert color="yellow" variant="light" title="Not a ruleset at the moment" role="alert" m="md">
      <List size="sm">
        {problems.map(({ pointer, message }) => (
          <List.Item key={`${pointer} ${message}`}>
            {pointer}: {message}
          </List.Item>
        ))}
      </List>
      What is shown is the last state that was one. Undo brings it back.
    </Alert>
  )
}

function Unreadable({ document }: { readonly document: OpenedRuleset["published"] }) {
  const parsed = parseRuleset(document)
  return (
    <Container py="xl">
      <h1>This draft cannot be shown</h1>
      {!parsed.ok && <Problems problems={parsed.problems} />}
    </Container>
  )
}

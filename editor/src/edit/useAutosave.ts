import { useCallback, useEffect, useRef, useState } from "react"
import { Refused } from "../client.ts"
import type { RulesetDocument } from "../model/rulesetDocument.ts"
import { type OpenedRuleset, type StoredDraft, beginDraft, readDraft, saveDraft } from "./draftFile.ts"
import { useEdit, useEditStore } from "./editStore.ts"

/** `conflict`: the draft was changed elsewhere since it was read here, and `theirs` is what it is now. */
export type SaveState =
  | { readonly kind: "published" | "saved" | "waiting" | "saving" }
  | { readonly kind: "failed"; readonly error: Error }
  | { readonly kind: "conflict"; readonly theirs: StoredDraft }

const quietMs = 500
const gone = "the draft was published or deleted elsewhere. Trying again begins a new one with what is here."

/** Saves the document into the caller's draft when it has been still for half a second, one request at a time. Says `saved` only of what the server has. */
export function useAutosave({ id, draft }: OpenedRuleset) {
  const store = useEditStore()
  const document = useEdit((state) => state.document)
  const stored = useRef(draft)
  const savedDocument = useRef(document)
  const [state, setState] = useState<SaveState>({ kind: draft === undefined ? "published" : "saved" })
  const running = useRef(false)

  const save = useCallback(async () => {
    const { document: now } = store.getState()
    if (running.current || now === savedDocument.current) return
    running.current = true
    setState({ kind: "saving" })
    try {
      stored.current = await keep(id, stored.current, now)
      savedDocument.current = now
      // What was changed while this was on its way is saved next.
      setState({ kind: store.getState().document === now ? "saved" : "waiting" })
    } catch (error) {
      const isGone = error instanceof Refused && error.code === "notFound"
      setState(isGone ? { kind: "failed", error: new Error(gone) } : await toFailure(error, id, stored.current))
      // The next attempt begins a draft, which is the coach's to decide: their rules may have been published meanwhile.
      if (isGone) stored.current = undefined
    } finally {
      running.current = false
    }
  }, [id, store])

  const isHeld = state.kind === "conflict"
  const isWaiting = state.kind === "waiting"
  useEffect(() => {
    if (document === savedDocument.current || isHeld) return
    setState((before) => (before.kind === "saving" ? before : { kind: "waiting" }))
  }, [document, isHeld])
  useEffect(() => {
    if (!isWaiting) return
    const timer = setTimeout(() => void save(), quietMs)
    return () => clearTimeout(timer)
  }, [document, save, isWaiting])

  useEffect(() => {
    const hold = (event: BeforeUnloadEvent) => {
      if (store.getState().document === savedDocument.current) return
      void save()
      event.preventDefault()
    }
    addEventListener("beforeunload", hold)
    return () => removeEventListener("beforeunload", hold)
  }, [store, save])

  const keepMine = useCallback(
    (theirs: StoredDraft) => {
      stored.current = theirs
      setState({ kind: "waiting" })
      void save()
    },
    [save],
  )
  const takeTheirs = useCallback(
    (theirs: StoredDraft) => {
      stored.current = theirs
      savedDocument.current = theirs.document
      store.getState().edit(() => theirs.document)
      setState({ kind: "saved" })
    },
    [store],
  )
  return { state, save, keepMine, takeTheirs }
}

async function keep(id: string, stored: StoredDraft | undefined, now: RulesetDocument): Promise<StoredDraft> {
  if (stored !== undefined) return await saveDraft(id, stored, now)
  const begun = await beginDraft(id, now)
  if (JSON.stringify(begun.document) === JSON.stringify(now)) return begun
  throw new Begun(begun)
}

/** A draft was begun elsewhere while this page had none. */
class Begun extends Error {
  readonly theirs: StoredDraft

  constructor(theirs: StoredDraft) {
    super("a draft was begun elsewhere")
    this.theirs = theirs
  }
}

async function toFailure(error: unknown, id: string, stored: StoredDraft | undefined): Promise<SaveState> {
  if (error instanceof Begun) return { kind: "conflict", theirs: error.theirs }
  if (error instanceof Refused && error.code === "preconditionFailed" && stored !== undefined)
    try {
      return { kind: "conflict", theirs: await readDraft(id, stored.id) }
    } catch (reading) {
      return await toFailure(reading, id, undefined)
    }
  return { kind: "failed", error: error instanceof Error ? error : new Error("saving failed") }
}

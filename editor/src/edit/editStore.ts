import { createContext, useContext } from "react"
import { temporal, type TemporalState } from "zundo"
import { createStore, type StoreApi, useStore } from "zustand"
import { setThreshold } from "../model/edits.ts"
import type { RulesetDocument } from "../model/rulesetDocument.ts"

export type View = "flow" | "table" | "text"

/** A threshold that is being moved and stands in the document at its old value. */
export interface Moving {
  readonly threshold: string
  readonly value: number
}

/** Where a threshold is open for moving: its chip, and how many edits were made since. */
export interface Opened {
  readonly threshold: string
  readonly anchor: HTMLElement
}

/** What the three views share: the document, what is chosen in it, and the threshold that is moving. */
export interface EditState {
  readonly document: RulesetDocument
  /** A card's id: `rule W3`, `signal rhrElevatedDays`. */
  readonly selected: string | undefined
  readonly moving: Moving | undefined
  readonly opened: Opened | undefined
  readonly view: View
  readonly edit: (change: (document: RulesetDocument) => RulesetDocument) => void
  readonly select: (id: string | undefined) => void
  readonly show: (view: View) => void
  readonly open: (opened: Opened | undefined) => void
  readonly move: (moving: Moving) => void
  /** Makes the value that a threshold was moved to the document's, as one edit. */
  readonly settle: () => void
}

type Kept = Pick<EditState, "document">
export type EditStore = StoreApi<EditState> & { readonly temporal: StoreApi<TemporalState<Kept>> }

/** A store over one document. Undo knows edits of the document and nothing else: a drag is one. */
export function createEditStore(document: RulesetDocument, view: View): EditStore {
  return createStore<EditState>()(
    temporal(
      (set, get) => ({
        document,
        selected: undefined,
        moving: undefined,
        opened: undefined,
        view,
        edit: (change) => set({ document: change(get().document) }),
        select: (selected) => set({ selected }),
        show: (shown) => set({ view: shown, opened: undefined }),
        open: (opened) => set({ opened, moving: undefined }),
        move: (moving) => set({ moving }),
        settle: () => {
          const { moving, document: before } = get()
          if (moving === undefined) return
          set({ moving: undefined, document: setThreshold(before, moving.threshold, moving.value) })
        },
      }),
      {
        partialize: ({ document: kept }): Kept => ({ document: kept }),
        equality: (a, b) => a.document === b.document,
        limit: 500,
      },
    ),
  )
}

const EditStoreContext = createContext<EditStore | undefined>(undefined)
export const EditStoreProvider = EditStoreContext.Provider

/** The store of the page; throws outside of one. */
export function useEditStore(): EditStore {
  const store = useContext(EditStoreContext)
  if (store === undefined) throw new Error("a part of the editor is shown outside of its page")
  return store
}

/** A piece of the page's state. */
export function useEdit<T>(select: (state: EditState) => T): T {
  return useStore(useEditStore(), select)
}

/** A threshold's value as it stands on the page, also while it moves. */
export function useThresholdValue(name: string): number {
  return useEdit(({ document, moving }) =>
    moving?.threshold === name ? moving.value : (document.thresholds[name]?.value ?? 0),
  )
}

/** How many edits can be undone and done again. */
export function useUndo() {
  const { temporal: past } = useEditStore()
  const undoable = useStore(past, ({ pastStates }) => pastStates.length)
  const redoable = useStore(past, ({ futureStates }) => futureStates.length)
  const { undo, redo } = past.getState()
  return { undoable, redoable, undo, redo }
}

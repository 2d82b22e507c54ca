import { useEffect } from "react"
import { useEditStore } from "./editStore.ts"

const views = { "1": "flow", "2": "table", "3": "text" } as const

/** The page's keys: 1, 2, 3 for the views, E for the chosen rule's first threshold, Ctrl or ⌘ with Z and Y. Keys typed into a field are the field's. */
export function useEditKeys(onNew: () => void) {
  const store = useEditStore()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const { target } = event
      if (
        event.defaultPrevented ||
        (target instanceof Element && target.closest("input, select, textarea, [role=dialog]"))
      )
        return
      const state = store.getState()
      const past = store.temporal.getState()
      const key = event.key.toLowerCase()
      if (event.ctrlKey || event.metaKey) {
        if (key === "z" && !event.shiftKey) past.undo()
        else if (key === "y" || (key === "z" && event.shiftKey)) past.redo()
        else return
      } else if (event.altKey) return
      else if (key === "1" || key === "2" || key === "3") state.show(views[key])
      else if (key === "n") onNew()
      else if (key === "e") openFirstThreshold(state.open)
      else return
      event.preventDefault()
    }
    addEventListener("keydown", onKeyDown)
    return () => removeEventListener("keydown", onKeyDown)
  }, [store, onNew])
}

/** The panel of what is chosen shows its chips; without a choice, the first of the view. */
function openFirstThreshold(open: (opened: { readonly threshold: string; readonly anchor: HTMLElement }) => void) {
  const chip =
    document.querySelector<HTMLElement>("[data-panel] [data-threshold]") ??
    document.querySelector<HTMLElement>("[data-threshold]")
  const threshold = chip?.dataset["threshold"]
  if (chip !== null && threshold !== undefined) open({ threshold, anchor: chip })
}

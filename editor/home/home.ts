import { checkInForm } from "./checkInForm.ts"
import { longDate, localToday } from "./days.ts"
import { byId, fill } from "./element.ts"
import { pastView } from "./past.ts"
import { showSquad } from "./squad.ts"

const views = ["squad", "check-in", "past"] as const
type View = (typeof views)[number]

const past = pastView({ onKept: () => go("squad") })
const form = checkInForm()

function go(view: View): void {
  location.hash = view
}

function viewOfAddress(): View {
  const name = location.hash.slice(1)
  return views.find((view) => view === name) ?? "squad"
}

function show(): void {
  const shown = viewOfAddress()
  for (const view of views) byId(`view-${view}`).hidden = view !== shown
  for (const link of document.querySelectorAll("nav a")) {
    if (link.getAttribute("href") === `#${shown}`) link.setAttribute("aria-current", "page")
    else link.removeAttribute("aria-current")
  }
  if (shown === "squad") {
    byId("squad-date").textContent = longDate(localToday())
    void showSquad(byId("squad"), byId("squad-status"))
  } else if (shown === "check-in") void form.suggestAthletes()
}

fill(byId("check-in"), form.element)
fill(byId("past"), past.element)
show()

addEventListener("hashchange", () => {
  if (location.hash === "#main") return
  show()
  byId(`title-${viewOfAddress()}`).focus({ preventScroll: true })
  scrollTo(0, 0)
})

// A log dropped anywhere on the page is read, wherever one is.
addEventListener("dragover", (event) => event.preventDefault())
addEventListener("drop", (event) => {
  event.preventDefault()
  const file = event.dataTransfer?.files[0]
  if (file === undefined) return
  go("past")
  void past.read(file)
})

import { listAthletes, post, Refused, type RosterAthlete } from "./api.ts"
import { athleteCard } from "./athleteCard.ts"
import { daysBetween, localToday } from "./days.ts"
import { type Child, element, fill, newId } from "./element.ts"
import { rankOf } from "./verdicts.ts"

const groupTitles = ["Needs you", "On track", "Silent"] as const
/** After so many days without a check-in a verdict says little about today. */
const silentAfterDays = 3

/** Shows the athletes, those who need somebody first; on failure what was shown stays, with a word about it. */
export async function showSquad(place: HTMLElement, status: HTMLElement): Promise<void> {
  try {
    const athletes = await listAthletes()
    status.hidden = true
    fill(place, ...(athletes.length === 0 ? [emptySquad(place, status)] : groupsOf(athletes)))
  } catch (error) {
    status.hidden = false
    const why = error instanceof Refused ? error.problem.detail : "Something went wrong on this page."
    status.textContent = place.childElementCount > 0 ? `${why} What is shown may be out of date.` : why
  }
}

function groupsOf(athletes: readonly RosterAthlete[]): readonly Child[] {
  const today = localToday()
  const sorted = athletes.toSorted(
    (a, b) =>
      rankOf(a.latest?.verdict ?? null) - rankOf(b.latest?.verdict ?? null) ||
      (b.latest?.localDate ?? "").localeCompare(a.latest?.localDate ?? "") ||
      a.id.localeCompare(b.id),
  )
  const groups = Map.groupBy(sorted, ({ latest }): (typeof groupTitles)[number] => {
    if (latest === null) return "Silent"
    if (rankOf(latest.verdict) <= rankOf("reduce")) return "Needs you"
    return daysBetween(latest.localDate, today) >= silentAfterDays ? "Silent" : "On track"
  })
  return groupTitles.map((title) => {
    const members = groups.get(title) ?? []
    if (members.length === 0) return null
    const heading = newId("group")
    return element(
      "section",
      { class: "group", "aria-labelledby": heading },
      element("h2", { id: heading }, title, " ", element("span", { class: "count" }, String(members.length))),
      ...members.map((athlete) => athleteCard(athlete, today)),
    )
  })
}

function emptySquad(place: HTMLElement, status: HTMLElement): HTMLElement {
  const fillDemo = element("button", { type: "button", class: "primary" }, "Fill a demo squad")
  fillDemo.addEventListener("click", () => {
    fillDemo.disabled = true
    fillDemo.textContent = "Filling …"
    post("/api/demo", { today: localToday() })
      .catch((error: unknown) => {
        status.hidden = false
        status.textContent = error instanceof Refused ? error.problem.detail : "Something went wrong on this page."
      })
      .finally(() => void showSquad(place, status))
  })
  return element(
    "div",
    { class: "empty" },
    element("h2", {}, "Nobody here yet. Three ways to a first verdict, a minute each:"),
    element(
      "ol",
      { class: "ways" },
      element(
        "li",
        {},
        element("h3", {}, "See it work"),
        element("p", {}, "Eight simulated lifters with ten weeks of log each. Their names begin with “demo.”"),
        fillDemo,
      ),
      element(
        "li",
        {},
        element("h3", {}, "Check in"),
        element("p", {}, "Seven taps, and the verdict with its reasons. It gets better with every day you log."),
        element("a", { class: "button", href: "#check-in" }, "Check in"),
      ),
      element(
        "li",
        {},
        element("h3", {}, "Read a log you have"),
        element(
          "p",
          {},
          "Drop a CSV anywhere on this page: what the rules would have said on each day. Nothing is stored.",
        ),
        element("a", { class: "button", href: "#past" }, "Choose a file"),
      ),
    ),
  )
}

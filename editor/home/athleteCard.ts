import { type DecisionSummary, get, type RecordedDecision, type RosterAthlete, type TimelineDay } from "./api.ts"
import { addDays, dayInWords, daysBetween } from "./days.ts"
import {
  advicePart,
  disclaimerLine,
  marginsPart,
  overruledPart,
  proofPart,
  reasonList,
  reasonsPart,
  unknownsPart,
  withoutTitle,
} from "./decisionParts.ts"
import { type Child, element, fill, newId } from "./element.ts"
import { strongSentence, verdictStrip, verdictTile, wordOf } from "./verdicts.ts"

const stripDays = 14
const disclaimer =
  "General information, not medical advice. Pain, illness or warning symptoms: stop and see a health professional."

/** An athlete's latest verdict; the rest is loaded when the card comes near the window. */
export function athleteCard({ id, latest }: RosterAthlete, today: string): HTMLElement {
  const title = newId("athlete")
  const name = element("h3", { id: title }, id)
  if (latest === null)
    return element(
      "article",
      { class: "card", "aria-labelledby": title },
      element(
        "div",
        { class: "verdict-head" },
        verdictTile(null),
        element(
          "div",
          {},
          name,
          element("p", { class: "sentence" }, element("strong", {}, wordOf(null)), ": no check-in yet."),
        ),
      ),
    )
  const extra = element("div", { class: "card-extra" })
  const strip = element("div", { class: "strip-place" })
  const change = element("p", { class: "change" })
  const detail = element("div", { class: "detail", id: newId("detail"), hidden: true })
  const toggle = element(
    "button",
    {
      type: "button",
      class: "toggle",
      "aria-expanded": "false",
      "aria-controls": detail.id,
      "aria-label": `Details of ${id}`,
    },
    "Details",
  )
  toggle.addEventListener("click", () => {
    detail.hidden = !detail.hidden
    toggle.setAttribute("aria-expanded", String(!detail.hidden))
  })
  const card = element(
    "article",
    { class: `card edge-${latest.verdict}`, "aria-labelledby": title },
    element(
      "div",
      { class: "card-row" },
      element(
        "div",
        { class: "verdict-head" },
        verdictTile(latest.verdict),
        element(
          "div",
          {},
          element("div", { class: "card-title" }, name, flags(latest, today)),
          strongSentence(latest.verdict, latest.sentence),
          extra,
        ),
      ),
      element("div", { class: "card-side" }, strip, element("div", { class: "card-foot" }, change, toggle)),
    ),
    detail,
    disclaimerLine(disclaimer),
  )
  whenSeen(card, () => void complete({ id, latest, today, extra, strip, change, detail }))
  return card
}

interface Completed {
  readonly id: string
  readonly latest: DecisionSummary
  readonly today: string
  readonly extra: HTMLElement
  readonly strip: HTMLElement
  readonly change: HTMLElement
  readonly detail: HTMLElement
}

/** Fills in what the list of athletes does not carry: reasons, the strip of days, and the decision itself. */
async function complete({ id, latest, today, extra, strip, change, detail }: Completed): Promise<void> {
  const to = daysBetween(latest.localDate, today) < stripDays ? today : latest.localDate
  const from = addDays(to, 1 - stripDays)
  try {
    const [{ days }, decision] = await Promise.all([
      get<{ days: readonly TimelineDay[] }>(`/api/athletes/${encodeURIComponent(id)}/timeline?from=${from}&to=${to}`),
      get<RecordedDecision>(`/api/decisions/${latest.id}`),
    ])
    const verdictOn = new Map(days.map((day) => [day.localDate, day.verdict]))
    fill(extra, reasonList(topReasons(decision)), missing(decision))
    fill(strip, verdictStrip(from, to, verdictOn, `Verdicts of 14 days to ${dayInWords(to, today)}`))
    change.textContent = changeWords(latest, verdictOn)
    fill(
      detail,
      advicePart(decision),
      reasonsPart(decision),
      unknownsPart(decision),
      marginsPart(decision),
      overruledPart(decision),
      proofPart(decision),
    )
  } catch {
    fill(extra, element("p", { class: "muted" }, "The rest of this could not be loaded."))
  }
}

function changeWords(latest: DecisionSummary, verdictOn: ReadonlyMap<string, string | null>): string {
  const before = verdictOn.get(addDays(latest.localDate, -1)) ?? null
  if (before === null) return "No verdict the day before"
  return before === latest.verdict ? "Same as the day before" : `The day before: ${wordOf(before)}`
}

/** At most two reasons: the signs that were seen, else the rule that decided, and where it is to stop that rule alone. */
function topReasons({ findings, reasons, verdict }: RecordedDecision): readonly string[] {
  const signs = findings.filter(({ result, family }) => result === true && family !== null)
  const deciding = reasons.filter((reason) => !findings.some(({ sentence }) => sentence === reason))
  if (verdict !== "refer" && signs.length > 0) return signs.map(({ sentence }) => sentence).slice(0, 2)
  return (deciding.length > 0 ? deciding : reasons).slice(-1).map(withoutTitle)
}

function flags({ localDate, phase }: DecisionSummary, today: string): HTMLElement {
  const isOld = localDate < today
  const when = {
    morning: "",
    preSession: ", before the session",
    afterWarmup: ", after the warm-up",
    postSession: ", for the next session",
  }[phase]
  return element(
    "span",
    { class: isOld ? "flag" : "when" },
    isOld ? `Last check-in ${dayInWords(localDate, today)}` : `today${when ?? ""}`,
  )
}

function missing(decision: RecordedDecision): Child {
  const forming = decision.unknown.filter(({ reason }) => reason === "noBaseline").length
  const thin = decision.unknown.filter(({ reason }) => reason === "tooFewDays").length
  if (forming + thin === 0) return null
  const signs = forming + thin === 1 ? "1 sign is" : `${forming + thin} signs are`
  const words = forming > 0 ? `Baselines still forming: ${signs} not known yet` : `Missing data: ${signs} not known`
  return element("p", {}, element("span", { class: "flag" }, words))
}

function whenSeen(card: Element, act: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      observer.disconnect()
      act()
    },
    { rootMargin: "1000px" },
  )
  observer.observe(card)
}

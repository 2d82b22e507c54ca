import { addDays, longDate, monthOf } from "./days.ts"
import { disclaimerLine, reasonList } from "./decisionParts.ts"
import { type Child, element, list, newId } from "./element.ts"
import { columnsPart, rowsPart } from "./pastFile.ts"
import type { Past, Preview } from "./preview.ts"
import { strongSentence, verdictStrip, verdictTile, verdictWords, wordOf } from "./verdicts.ts"

/** The parts of the report, the answer first and the working after it. */
export function previewReport(
  preview: Preview,
  { onFlip, onShow }: { readonly onFlip: (measure: string) => void; readonly onShow: (athlete: string) => void },
): readonly Child[] {
  const { past } = preview
  return [
    preview.athletes.length > 1 && athletePart(preview, onShow),
    past === null ? nothingPart() : answerPart(past),
    past !== null && tellingPart(past, preview.disclaimer),
    past !== null && canSayPart(past),
    columnsPart(preview, onFlip),
    rowsPart(preview),
  ]
}

function nothingPart(): HTMLElement {
  return element(
    "section",
    {},
    element("h2", { tabindex: "-1" }, "Nothing here can be decided on"),
    element("p", {}, "No row became a check-in or a session. What was read, and why not more, stands below."),
  )
}

function athletePart({ athletes, athleteId }: Preview, onShow: (athlete: string) => void): HTMLElement {
  const id = newId("athletes")
  const select = element(
    "select",
    { id, change: () => onShow(select.value) },
    ...athletes.map(({ id: value, entries }) =>
      element("option", { value, selected: value === athleteId }, `${value} (${entries} entries)`),
    ),
  )
  return element(
    "section",
    { class: "field" },
    element("label", { for: id }, `${athletes.length} athletes are in this file; whose past?`),
    select,
  )
}

function answerPart(past: Past): HTMLElement {
  const { days, months, episodes, from, to, isCut } = past
  const counts = Map.groupBy(days, ({ verdict }) => verdict)
  const ready = past.baselines.flatMap(({ readyAfterDays }) => readyAfterDays ?? [])
  const aMonth = months > 0 ? episodes / months : 0
  return element(
    "section",
    {},
    element("h2", { tabindex: "-1" }, `${days.length} days with a verdict, ${longDate(from)} to ${longDate(to)}`),
    isCut && element("p", { class: "muted" }, "The log begins earlier; only its last three years were read."),
    element(
      "ul",
      { class: "counts" },
      ...Object.keys(verdictWords).map((verdict) =>
        element(
          "li",
          {},
          verdictTile(verdict, "small"),
          element("span", {}, `${wordOf(verdict)} `, element("strong", {}, String(counts.get(verdict)?.length ?? 0))),
        ),
      ),
    ),
    calendar(past),
    element(
      "dl",
      { class: "figures" },
      figure(aMonth.toFixed(2), `unplanned back-offs a month (${episodes} in ${months.toFixed(1)} months)`),
      figure(
        ready.length === 0 ? "never" : String(Math.max(...ready)),
        ready.length === 0
          ? "were baselines ready: a month of daily logging is needed"
          : "days until the baselines were ready",
      ),
      figure(
        percent(days.filter(({ verdict }) => verdict === "train" || verdict === "push").length, days.length),
        "of the days: train or push",
      ),
    ),
  )
}

function figure(number: string, label: string): HTMLElement {
  return element("div", {}, element("dt", {}, label), element("dd", {}, number))
}

/** A row of days for each month. */
function calendar({ days, from, to }: Past): HTMLElement {
  const verdictOn = new Map(days.map(({ localDate, verdict }) => [localDate, verdict]))
  const rows: HTMLElement[] = []
  for (let first = `${from.slice(0, 8)}01`; first <= to;) {
    const next = addDays(`${first.slice(0, 8)}28`, 4).slice(0, 8) + "01"
    rows.push(
      element(
        "div",
        { class: "month" },
        element("span", { "aria-hidden": "true" }, monthOf(first)),
        verdictStrip(
          first,
          addDays(next, -1),
          verdictOn,
          `Verdicts in ${monthOf(first)}`,
          (date) => date >= from && date <= to,
        ),
      ),
    )
    first = next
  }
  return element("div", { class: "calendar" }, ...rows)
}

function tellingPart({ telling }: Past, disclaimer: string): HTMLElement {
  return element(
    "section",
    {},
    element("h2", {}, "The days that tell most"),
    element(
      "ul",
      { class: "telling" },
      ...telling.map((day) =>
        element(
          "li",
          { class: `card edge-${day.verdict}` },
          element(
            "div",
            { class: "verdict-head" },
            verdictTile(day.verdict),
            element(
              "div",
              {},
              element(
                "p",
                { class: "when" },
                longDate(day.localDate),
                day.about === "nextSession" && ", for the session after",
              ),
              strongSentence(day.verdict, day.sentence),
              element(
                "div",
                { class: "card-extra" },
                reasonList(day.reasons.slice(0, 3)),
                element("p", { class: "advice-line" }, day.adviceSentence),
              ),
            ),
          ),
          disclaimerLine(disclaimer),
        ),
      ),
    ),
  )
}

function canSayPart({ families, baselines, days }: Past): HTMLElement {
  const can = families.filter(({ knownDays }) => knownDays > 0)
  const cannot = families.filter(({ knownDays }) => knownDays === 0)
  return element(
    "section",
    {},
    element("h2", {}, "What this log can say, and what it cannot"),
    element(
      "div",
      { class: "columns" },
      element(
        "div",
        {},
        element("h3", {}, "It can say"),
        list(
          can.map(({ title, knownDays, warnedDays }) =>
            element(
              "span",
              {},
              element("strong", {}, title),
              `: known on ${knownDays} of ${days.length} days, warned on ${warnedDays}.`,
            ),
          ),
          { class: "quiet" },
        ) || element("p", {}, "Nothing yet: no sign had what it needs."),
      ),
      cannot.length > 0 &&
        element(
          "div",
          {},
          element("h3", {}, "It cannot say"),
          list(
            cannot.map(({ title, lacks }) =>
              element(
                "span",
                {},
                element("strong", {}, title),
                lacks.length > 0 ? `: never logged: ${lacks.join("; ")}.` : ": too little was logged at any time.",
              ),
            ),
            { class: "quiet" },
          ),
        ),
      baselines.length > 0 &&
        element(
          "div",
          {},
          element("h3", {}, "Baselines"),
          list(
            baselines.map(({ label, logged, readyAfterDays }) =>
              element(
                "span",
                {},
                `${label}: ${logged} days logged, ${readyAfterDays === null ? "never ready" : `ready after ${readyAfterDays} days`}.`,
              ),
            ),
            { class: "quiet" },
          ),
        ),
    ),
  )
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "0 %" : `${Math.round((100 * part) / whole)} %`
}

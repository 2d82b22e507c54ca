import { element, list, newId } from "./element.ts"
import type { Preview } from "./preview.ts"

const listed = 20

/** What each column was taken for; the direction of a scale can be turned. */
export function columnsPart({ app, columns, ignored }: Preview, onFlip: (measure: string) => void): HTMLElement {
  const rows = columns.map(({ column, as, assumption, scale }) =>
    element(
      "tr",
      {},
      element("td", {}, element("code", {}, column)),
      element("td", {}, plainName(as)),
      element("td", {}, scale === null ? (assumption ?? "") : directionChoice(column, as, scale, onFlip)),
    ),
  )
  return element(
    "section",
    { class: "spaced" },
    element("h2", {}, "What was taken for what"),
    app !== null && element("p", {}, `Taken for an export of ${app}, by its columns.`),
    columns.length > 0 &&
      element(
        "div",
        { class: "table", tabindex: "0", role: "region", "aria-label": "Columns" },
        element(
          "table",
          {},
          element(
            "thead",
            {},
            element("tr", {}, ...["Column", "Read as", "Assumed"].map((name) => element("th", { scope: "col" }, name))),
          ),
          element("tbody", {}, ...rows),
        ),
      ),
    ignored.length > 0 && element("p", { class: "muted" }, `Not read: ${ignored.join(", ")}.`),
  )
}

function directionChoice(
  column: string,
  measure: string,
  { from, isHighGood }: { readonly from: readonly number[]; readonly isHighGood: boolean },
  onFlip: (measure: string) => void,
): HTMLElement {
  const id = newId("direction")
  return element(
    "span",
    { class: "direction" },
    element(
      "label",
      { for: id },
      `${from[0]} to ${from[1]}; ${from[1]} is`,
      element("span", { class: "hidden-text" }, ` for ${column}`),
    ),
    element(
      "select",
      { id, "data-measure": measure, change: () => onFlip(measure) },
      element("option", { selected: isHighGood }, "good"),
      element("option", { selected: !isHighGood }, "bad"),
    ),
  )
}

/** How many rows were read, used and refused, and why. */
export function rowsPart({ report }: Preview): HTMLElement {
  const { rows, problems, lineWord } = report
  const left = report.problemsLeftOut + Math.max(0, problems.length - listed)
  const extra = (["empty", "repeated"] as const).flatMap((name) => (rows[name] > 0 ? [`${rows[name]} ${name}`] : []))
  return element(
    "section",
    { class: "spaced" },
    element("h2", {}, "Rows"),
    element("p", {}, [`${rows.read} read`, `${rows.used} used`, `${rows.refused} refused`, ...extra].join(", "), "."),
    list(
      problems
        .slice(0, listed)
        .map(({ line, column, message }) =>
          element(
            "span",
            {},
            element("strong", {}, `${lineWord} ${line}${column === undefined ? "" : `, ${column}`}`),
            `: ${plainMessage(message)}.`,
          ),
        ),
      { class: "quiet" },
    ),
    left > 0 && element("p", { class: "muted" }, `And ${left} more.`),
    list(
      report.notes.map((note) => note.replaceAll("`", "")),
      { class: "quiet" },
    ),
  )
}

/** `sleepQuality` → `sleep quality`, abbreviations of the field as they are said. */
function plainName(name: string): string {
  const said: Readonly<Record<string, string>> = {
    restingHr: "resting heart rate",
    hrvRmssd: "HRV (RMSSD)",
    hrvSdnn: "HRV (SDNN)",
    rpe: "RPE",
    rir: "RIR",
  }
  return said[name] ?? name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
}

/** The list of every date format that was tried helps nobody. */
function plainMessage(message: string): string {
  return message
    .replace(/(expected a date) as .*/, "$1")
    .replaceAll("`", "“")
    .replaceAll(/“([^“]*)“/g, "“$1”")
}

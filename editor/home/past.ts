import { post, Refused } from "./api.ts"
import { element, fill } from "./element.ts"
import { textField } from "./fields.ts"
import { previewReport } from "./pastReport.ts"
import type { Preview } from "./preview.ts"

/** Reads a log that is dropped or chosen and tells its past; nothing is stored until somebody keeps it. */
export function pastView({ onKept }: { readonly onKept: () => void }) {
  const status = element("p", { class: "banner", role: "status", hidden: true })
  const report = element("div", { class: "report" })
  const input = element("input", {
    type: "file",
    id: "log-file",
    class: "hidden-text",
    accept: ".csv,.tsv,.txt,.json,text/csv,application/json",
  })
  const drop = element(
    "div",
    { class: "drop" },
    element("p", { class: "big" }, "Drop a CSV or JSON file here"),
    element(
      "p",
      { class: "muted" },
      "A header line, a date column, and what you have: sleep, fatigue, motivation, resting heart rate, pain, or sets with load and reps. Up to 50 MB.",
    ),
    input,
    element("label", { for: "log-file", class: "button" }, "Choose a file"),
  )
  for (const [event, isOver] of [
    ["dragenter", true],
    ["dragover", true],
    ["dragleave", false],
    ["drop", false],
  ] as const)
    drop.addEventListener(event, () => drop.classList.toggle("over", isOver))

  let flips = new Set<string>()
  const say = (text: string | null) => {
    status.hidden = text === null
    status.textContent = text ?? ""
  }

  const read = async (file: File, show?: string, turned?: string) => {
    say(`Reading ${file.name} …`)
    try {
      const preview = await post<Preview>(addressOf(file, flips, show), file, typeOf(file))
      say(null)
      fill(
        report,
        ...previewReport(preview, {
          onFlip: (measure) => {
            if (!flips.delete(measure)) flips.add(measure)
            void read(file, preview.athleteId, measure)
          },
          onShow: (athlete) => void read(file, athlete),
        }),
        preview.past !== null && keepPart(file, preview.athleteId),
      )
      if (turned !== undefined) report.querySelector<HTMLElement>(`[data-measure="${turned}"]`)?.focus()
      else if (show === undefined) report.querySelector<HTMLElement>("h2")?.focus()
    } catch (error) {
      say(error instanceof Refused ? error.problem.detail : "Something went wrong on this page.")
      fill(report)
    }
  }

  const keepPart = (file: File, athleteId: string) => {
    const name = textField("Keep it as", { maxlength: 64, value: athleteId === "me" ? "" : athleteId, required: true })
    const button = element("button", { type: "submit", class: "button" }, "Keep this athlete")
    const said = element("p", { class: "muted", role: "status" })
    const keep = async () => {
      const id = name.read()
      name.complain(id === undefined ? "A name is needed" : null)
      if (id === undefined) return
      button.disabled = true
      try {
        said.textContent = "Storing and deciding each day …"
        const query = new URLSearchParams({ athlete: athleteId, only: athleteId, as: id, refusedRows: "leaveOut" })
        const { athletes } = await post<{ athletes: readonly { stored: number; known: number }[] }>(
          `/api/imports?${queryOf(file, flips).toString()}&${query.toString()}`,
          file,
          typeOf(file),
        )
        const { stored = 0, known = 0 } = athletes[0] ?? {}
        said.textContent = `${stored} entries stored${known > 0 ? `, ${known} were there already` : ""}.`
        onKept()
      } catch (error) {
        name.complain(error instanceof Refused ? error.problem.detail : "Something went wrong on this page")
      } finally {
        button.disabled = false
      }
    }
    return element(
      "section",
      {},
      element("h2", {}, "Go on from here"),
      element(
        "form",
        {
          class: "keep",
          novalidate: true,
          submit: (event) => {
            event.preventDefault()
            void keep()
          },
        },
        name.element,
        button,
      ),
      said,
      element("p", { class: "muted" }, "Stores this log in Barometer, so that tomorrow’s check-in stands on it."),
    )
  }

  input.addEventListener("change", () => {
    const file = input.files?.[0]
    if (file === undefined) return
    flips = new Set()
    void read(file)
    input.value = ""
  })
  return {
    element: element("div", {}, drop, status, report),
    read: async (file: File) => {
      flips = new Set()
      await read(file)
    },
  }
}

function addressOf(file: File, flips: ReadonlySet<string>, show?: string): string {
  const query = queryOf(file, flips)
  if (show !== undefined) query.set("show", show)
  return `/api/imports/preview?${query.toString()}`
}

function queryOf(file: File, flips: ReadonlySet<string>): URLSearchParams {
  return new URLSearchParams({ file: file.name.slice(0, 200), flips: [...flips].join(",") })
}

/** The browser's word for a CSV differs by system; the server tells JSON by its content. */
function typeOf(file: File): string {
  return file.name.endsWith(".json") ? "application/json" : "text/csv"
}

import type { Entry } from "@barometer/engine/readiness"
import { post, Refused } from "./api.ts"
import { element, fill } from "./element.ts"
import { textField } from "./fields.ts"
import { previewReport } from "./pastReport.ts"
import type { Preview } from "./preview.ts"

const batchSize = 200

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
        const address = addressOf(file, flips, athleteId === "me" ? id : athleteId)
        const { entries = [] } = await post<Preview>(
          `${address}&entries=true&athlete=${encodeURIComponent(id)}`,
          file,
          typeOf(file),
        )
        await store(
          entries.map((entry) => ({ ...entry, athleteId: id })),
          (done) => {
            said.textContent = `Stored ${done} of ${entries.length} …`
          },
        )
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
  const query = new URLSearchParams({ file: file.name.slice(0, 200), flips: [...flips].join(",") })
  if (show !== undefined) query.set("show", show)
  return `/api/imports/preview?${query.toString()}`
}

/** The browser's word for a CSV differs by system; the server tells JSON by its content. */
function typeOf(file: File): string {
  return file.name.endsWith(".json") ? "application/json" : "text/csv"
}

/** Check-ins go together, each batch in one request; what is no check-in goes first, so that they are decided with it. */
async function store(entries: readonly Entry[], onProgress: (done: number) => void): Promise<void> {
  const others = entries.filter(({ type }) => type !== "checkIn")
  for (const entry of others) await post(`/api/athletes/${encodeURIComponent(entry.athleteId)}/entries`, entry)
  const checkIns = entries.filter(({ type }) => type === "checkIn")
  for (let at = 0; at < checkIns.length; at += batchSize) {
    const batch = checkIns.slice(at, at + batchSize)
    const { results } = await post<{ results: readonly { status: number; problem?: { detail: string } }[] }>(
      "/api/check-ins",
      { checkIns: batch },
    )
    const refused = results.find(({ status }) => status >= 400)
    if (refused !== undefined)
      throw new Refused({
        status: refused.status,
        title: "refused",
        detail: refused.problem?.detail ?? "refused",
        errors: [],
      })
    onProgress(others.length + at + batch.length)
  }
}

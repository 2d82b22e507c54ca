import { datesFrom, shortDate } from "./days.ts"
import { element } from "./element.ts"

/** The verdicts, most cautious first, each with its word. */
export const verdictWords: Readonly<Record<string, string>> = {
  refer: "Stop and refer",
  deload: "Deload",
  reduce: "Reduce",
  train: "Train as planned",
  push: "Push",
}

/** A verdict in a word; a verdict that this page does not know keeps its name. */
export function wordOf(verdict: string | null): string {
  return verdict === null ? "No verdict" : (verdictWords[verdict] ?? verdict)
}

/** A verdict's place in order of need: 0 for stop and refer, last for none. */
export function rankOf(verdict: string | null): number {
  const at = verdict === null ? -1 : Object.keys(verdictWords).indexOf(verdict)
  return at === -1 ? Object.keys(verdictWords).length : at
}

/** A verdict's icon on its fill and pattern; the word stands beside it or is given to assistive technology. */
export function verdictTile(verdict: string | null, size: "large" | "small" | "cell" = "large"): HTMLElement {
  const name = verdict !== null && verdict in verdictWords ? verdict : "none"
  const tile = element("span", { class: `tile ${size} v-${name}`, "aria-hidden": "true" })
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg")
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use")
  use.setAttribute("href", `#icon-${name}`)
  svg.append(use)
  tile.append(svg)
  return tile
}

/** A verdict's sentence, strong up to the verdict itself; when the sentence does not name it, it is put before. */
export function strongSentence(verdict: string, sentence: string): HTMLElement {
  const word = wordOf(verdict)
  const at = sentence.toLowerCase().indexOf(word.toLowerCase())
  const told = at === -1 ? `${word}: ${sentence}` : sentence
  const end = Math.max(at, 0) + word.length
  return element("p", { class: "sentence" }, element("strong", {}, told.slice(0, end)), told.slice(end))
}

/** A strip of days with each day's verdict; a day without one is a gap, a day that is not inside is left blank. */
export function verdictStrip(
  from: string,
  to: string,
  verdictOn: ReadonlyMap<string, string | null>,
  label: string,
  isInside: (date: string) => boolean = () => true,
): HTMLElement {
  const cells = datesFrom(from, to).map((date) => {
    if (!isInside(date)) return element("li", { class: "outside", "aria-hidden": "true" })
    const verdict = verdictOn.get(date) ?? null
    const words = `${shortDate(date)}: ${wordOf(verdict).toLowerCase()}`
    const tile =
      verdict === null
        ? element("span", { class: "tile cell gap", "aria-hidden": "true" })
        : verdictTile(verdict, "cell")
    return element("li", { title: words }, tile, element("span", { class: "hidden-text" }, words))
  })
  return element("ol", { class: "strip", "aria-label": label }, ...cells)
}

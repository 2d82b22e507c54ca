import type { Decision, Flips } from "@barometer/engine/readiness"
import { get, Refused, type RecordedDecision } from "./api.ts"
import { type Child, element, fill, list } from "./element.ts"
import { strongSentence, verdictTile, wordOf } from "./verdicts.ts"

/** A verdict with its sentence, and for a re-check what it was before. */
export function verdictHead(decision: Decision, heading: HTMLElement | null = null): HTMLElement {
  const before = decision.earlier
  return element(
    "div",
    { class: "verdict-head" },
    verdictTile(decision.verdict),
    element(
      "div",
      {},
      heading,
      strongSentence(decision.verdict, decision.sentence),
      before !== null &&
        element(
          "p",
          { class: "change" },
          before.verdict === decision.verdict
            ? `Unchanged since the check-in before: ${wordOf(before.verdict)}.`
            : `Before: ${wordOf(before.verdict)} → now: ${wordOf(decision.verdict)}`,
        ),
    ),
  )
}

/** Advice in words, and its numbers each by itself. */
export function advicePart(decision: Decision): HTMLElement {
  const numbers = Object.entries(decision.advice).flatMap(([name, value]) => {
    const [label, unit] = adviceNumbers[name] ?? []
    if (label === undefined || typeof value !== "number") return []
    const sign = value > 0 && name.startsWith("add") ? "+" : ""
    return [
      element(
        "div",
        {},
        element("dt", {}, label),
        element("dd", {}, `${sign}${String(value).replace("-", "−")}${unit ?? ""}`),
      ),
    ]
  })
  return element(
    "section",
    { class: "part advice" },
    element("h4", {}, "What to do"),
    element("p", {}, decision.adviceSentence),
    numbers.length > 0 && element("dl", { class: "numbers" }, ...numbers),
    element("p", { class: "muted" }, scopeSentence(decision)),
  )
}

const adviceNumbers: Readonly<Record<string, readonly [label: string, unit: string]>> = {
  setsPct: ["Sets", " %"],
  volumePct: ["Volume", " %"],
  loadPct: ["Load", " %"],
  rpeCap: ["RPE, at most", ""],
  days: ["For", " days"],
  addSets: ["Sets on the main lift", ""],
}

function scopeSentence({ verdict, scope, about }: Decision): string {
  if (verdict === "refer") return "No training until a professional has looked at it."
  const session = about === "nextSession" ? "next session" : "session"
  if (scope.session) return `Holds for the whole ${session}.`
  const lifts = scope.lifts.length > 0 ? scope.lifts.join(", ") : "the lifts concerned"
  const because = scope.joints.length > 0 ? `, which load the ${scope.joints.map(spaced).join(" and ")}` : ""
  return `Holds for ${lifts}${because}; the rest of the ${session} stays as planned.`
}

/** The reasons, the title of each set strong. */
export function reasonList(reasons: readonly string[]): Child {
  return list(reasons.map(titled), { class: "reasons" })
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
const titleEnd = " — "

/** What a reason says after its title; a reason that is only a title is kept. */
export function withoutTitle(sentence: string): string {
  const at = sentence.indexOf(titleEnd)
  if (at === -1) return sentence
  return capital(sentence.slice(at + titleEnd.length))
}

function titled(sentence: string): HTMLElement {
  const at = sentence.indexOf(titleEnd)
  if (at === -1) return element("span", {}, sentence)
  return element(
    "span",
    {},
    element("strong", {}, sentence.slice(0, at)),
    ". ",
    capital(sentence.slice(at + titleEnd.length)),
  )
}

/** Why it was decided so, and what the rules ask or note. */
export function reasonsPart(decision: Decision): HTMLElement {
  return element(
    "section",
    { class: "part" },
    element("h4", {}, "Why"),
    decision.reasons.length > 0
      ? reasonList(decision.reasons)
      : element("p", {}, "No rule had anything to say; the ruleset’s own default stands."),
    list(
      decision.notices.map(({ text }) => text),
      { class: "notices" },
    ),
  )
}

/** What is not known, and what a reading that can still be taken today would change. */
export function unknownsPart(decision: Decision): Child {
  const { unknown, couldBecome, verdict } = decision
  if (unknown.length === 0) return null
  const unasked = unknown.filter(({ reason }) => reason === "notAsked")
  const forming = unknown.filter(({ reason }) => reason !== "notAsked")
  return element(
    "section",
    { class: "part" },
    element("h4", {}, "Not known"),
    verdict !== "refer" &&
      couldBecome.length > 0 &&
      element(
        "div",
        {},
        element("p", {}, "One more answer today could change this:"),
        list(
          couldBecome.map(({ sentence }) => sentence),
          { class: "quiet" },
        ),
      ),
    list(
      forming.map(({ sentence }) => capital(sentence.replace("Not known: ", ""))),
      { class: "quiet" },
    ),
    unasked.length > 0 &&
      element(
        "details",
        { class: "never" },
        element(
          "summary",
          {},
          unasked.length === 1 ? "1 sign was never logged" : `${unasked.length} signs were never logged`,
        ),
        list(
          unasked.map(({ label }) => capital(label)),
          { class: "quiet" },
        ),
      ),
  )
}

/** How near the verdict was to another one. */
export function marginsPart(decision: Decision): Child {
  if (decision.margins.length === 0) return null
  return element(
    "section",
    { class: "part" },
    element("h4", {}, "How close it was"),
    list(
      decision.margins.slice(0, 5).map(({ sentence }) => sentence),
      { class: "quiet" },
    ),
  )
}

/** Rules that held too and gave way. A stop overrules without showing what it overruled. */
export function overruledPart(decision: Decision): Child {
  if (decision.overruled.length === 0 || decision.verdict === "refer") return null
  return element(
    "section",
    { class: "part" },
    element("h4", {}, "Also true, but overruled"),
    list(
      decision.overruled.map(({ verdict, sentence }) =>
        element(
          "span",
          { class: "overruled" },
          verdictTile(verdict, "small"),
          element("span", {}, `${wordOf(verdict)}. ${sentence}`),
        ),
      ),
      { class: "plain" },
    ),
  )
}

/** Replay, counterfactuals, receipt and record; answers appear under the buttons. */
export function proofPart(decision: RecordedDecision, { withFiles = true } = {}): HTMLElement {
  const said = element("div", { class: "proof-answer", role: "status" })
  const { _links: links } = decision
  const button = (label: string, work: () => Promise<readonly Child[]>) =>
    element("button", { type: "button", class: "quiet-button", click: () => void answerWith(said, work) }, label)
  const link = (label: string, href: string, download?: string) =>
    withFiles && element("a", { class: "quiet-button", href, ...(download !== undefined && { download }) }, label)
  return element(
    "section",
    { class: "part proof" },
    element("h4", {}, "Check it"),
    element(
      "div",
      { class: "buttons" },
      button("Replay", () => replayed(links.replay)),
      decision.verdict !== "refer" && button("What would flip it?", () => flipped(links.counterfactuals)),
      link("Receipt", links.receipt, `receipt-${decision.athleteId}-${decision.localDate}.json`),
      link("Record", links.self),
      link("Every rule", links.self.replace("/api", "")),
    ),
    said,
    element(
      "p",
      { class: "muted" },
      `Decided by ${decision.decidedBy ?? "the default"} of ${decision.ruleset.id}, version ${decision.ruleset.version}.`,
    ),
  )
}

async function answerWith(place: HTMLElement, work: () => Promise<readonly Child[]>): Promise<void> {
  fill(place, element("p", { class: "muted" }, "Working …"))
  try {
    fill(place, ...(await work()))
  } catch (error) {
    fill(
      place,
      element("p", {}, error instanceof Refused ? error.problem.detail : "Something went wrong on this page."),
    )
  }
}

async function replayed(path: string): Promise<readonly Child[]> {
  const replay = await get<{ identical: boolean; differences: readonly { pointer: string }[]; digest: string }>(path)
  const digest = element("code", {}, replay.digest.slice(0, 12))
  if (replay.identical)
    return [
      element(
        "p",
        {},
        element("strong", {}, "Replays identically"),
        ", from what was known then. Digest ",
        digest,
        ".",
      ),
    ]
  return [
    element("p", {}, element("strong", {}, "Replays differently"), ", at:"),
    list(replay.differences.map(({ pointer }) => element("code", {}, pointer))),
  ]
}

async function flipped(path: string): Promise<readonly Child[]> {
  const { signals, thresholds } = await get<Flips>(path)
  if (signals.length + thresholds.length === 0)
    return [element("p", {}, "No single reading and no single threshold would have changed it.")]
  const items = (flips: Flips["signals"]) =>
    flips
      .slice(0, 5)
      .map((flip) =>
        element(
          "span",
          { class: "overruled" },
          verdictTile(flip.verdict, "small"),
          element("span", {}, `${wordOf(flip.verdict)}, if ${flipWords(flip)}`),
        ),
      )
  return [
    signals.length > 0 && element("p", {}, "By the log:"),
    list(items(signals), { class: "plain" }),
    thresholds.length > 0 && element("p", {}, "By the ruleset’s numbers:"),
    list(items(thresholds), { class: "plain" }),
  ]
}

function flipWords({ label, from, to, unit }: Flips["signals"][number]): string {
  if (to === true) return label
  if (to === false) return `not: ${label}`
  const amount = (value: string | number | boolean) =>
    typeof value === "number" ? String(Math.round(value * 100) / 100).replace("-", "−") : String(value)
  return `${label} were ${amount(to)} ${unit} instead of ${amount(from)}`.replaceAll("  ", " ")
}

/** The disclaimer that stands at every verdict. */
export function disclaimerLine(text: string): HTMLElement {
  return element("p", { class: "disclaimer" }, text)
}

/** `lowerBack` → `lower back`. */
export function spaced(name: string): string {
  return name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
}

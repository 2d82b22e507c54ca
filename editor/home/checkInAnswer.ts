import type { RecordedDecision } from "./api.ts"
import { type Phase, phases } from "./checkInQuestions.ts"
import {
  advicePart,
  disclaimerLine,
  marginsPart,
  overruledPart,
  proofPart,
  reasonsPart,
  unknownsPart,
  verdictHead,
} from "./decisionParts.ts"
import { type Child, element } from "./element.ts"

/** The verdict on a check-in, in place, with the way on to the next one of the day. */
export function checkInAnswer(
  decision: RecordedDecision,
  {
    correct,
    continueWith,
    withFiles,
  }: {
    readonly correct: () => void
    readonly continueWith: (phase: Phase) => void
    /** Whether the browser may fetch the record by itself; with a link's token it may not. */
    readonly withFiles: boolean
  },
): HTMLElement {
  const next: Phase | null =
    decision.phase === "postSession" ? null : decision.phase === "afterWarmup" ? "postSession" : "afterWarmup"
  // Where the verdict is to stop there is no warm-up to go on to.
  const onward: Child =
    next !== null &&
    decision.verdict !== "refer" &&
    element(
      "button",
      { type: "button", class: "button", click: () => continueWith(next) },
      next === "afterWarmup" ? "Look again after the warm-up" : "Log the session",
    )
  const title = element(
    "h3",
    { tabindex: "-1", class: "answer-title" },
    `${decision.athleteId}, ${phases[decision.phase].toLowerCase()}`,
  )
  return element(
    "article",
    { class: `card edge-${decision.verdict}`, "aria-label": "The verdict" },
    element("h2", { class: "hidden-text" }, "The verdict"),
    verdictHead(decision, title),
    element("div", { class: "detail" }, advicePart(decision), reasonsPart(decision), unknownsPart(decision)),
    disclaimerLine(decision.disclaimer),
    element(
      "div",
      { class: "buttons" },
      onward,
      element("button", { type: "button", class: "quiet-button", click: correct }, "Correct an answer"),
    ),
    element(
      "details",
      { class: "more" },
      element("summary", {}, "How close it was, and how to check it"),
      element(
        "div",
        { class: "detail" },
        marginsPart(decision),
        overruledPart(decision),
        proofPart(decision, { withFiles }),
      ),
    ),
  )
}

import { type Ruleset, declareFacts, english, parseRuleset } from "@barometer/engine/readiness"
import type { Problem, RuleTrace } from "@barometer/engine/rules"
import { createContext, useContext } from "react"
import { type Phrasing, phrasingOf } from "../model/sentence.ts"
import type { RulesetDocument } from "../model/rulesetDocument.ts"
import type { SquadHistory } from "../history/useHistory.ts"
import type { DayDecision } from "./useDayDecision.ts"

/** What is derived from the document as it stands: the parsed ruleset, and its sentences. */
export interface Reading {
  readonly ruleset: Ruleset
  readonly phrasing: Phrasing
  /** Why the document is no ruleset at the moment; what is shown is then the last that was. */
  readonly problems: readonly Problem[]
}

/** Reads a document; one that does not parse keeps the last reading beside its problems. */
export function readDocument(document: RulesetDocument, last: Reading | undefined): Reading | undefined {
  const parsed = parseRuleset(document)
  if (!parsed.ok) return last === undefined ? undefined : { ...last, problems: parsed.problems }
  return {
    ruleset: parsed.value,
    phrasing: phrasingOf(document, declareFacts(parsed.value), english),
    problems: [],
  }
}

/** What the cards of every view show beside the document itself. */
export interface Sheet extends Reading {
  readonly published: RulesetDocument
  readonly decision: DayDecision | undefined
  readonly traces: ReadonlyMap<string, RuleTrace>
  readonly history: SquadHistory
}

const SheetContext = createContext<Sheet | undefined>(undefined)
export const SheetProvider = SheetContext.Provider

/** The page's sheet; throws outside of one. */
export function useSheet(): Sheet {
  const sheet = useContext(SheetContext)
  if (sheet === undefined) throw new Error("a part of the editor is shown outside of its page")
  return sheet
}

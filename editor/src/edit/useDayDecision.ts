import type { Decision } from "@barometer/engine/readiness"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { ask, get } from "../client.ts"
import type { RulesetDocument } from "../model/rulesetDocument.ts"

export type DayDecision = Decision

interface Receipt {
  readonly decision: Decision
  readonly overrides: readonly unknown[]
  readonly entries: readonly unknown[]
}

/** What the document decides of a day that was decided: the same log, overrides and moment, by the rules as they stand here. */
export function useDayDecision(decisionId: string | undefined, document: RulesetDocument) {
  const receipt = useQuery({
    queryKey: ["receipt", decisionId],
    queryFn: () => get<Receipt>(`/api/decisions/${decisionId ?? ""}/receipt`),
    enabled: decisionId !== undefined,
    staleTime: Infinity,
  })
  return useQuery({
    queryKey: ["evaluation", decisionId, document],
    // A document is an immutable object: the same one is the same question.
    queryKeyHashFn: () => `evaluation ${decisionId ?? ""} ${identityOf(document)}`,
    queryFn: async () => {
      const { entries, overrides, decision } = receipt.data ?? { entries: [], overrides: [], decision: undefined }
      const question = { entries, overrides, ruleset: document, asOf: decision?.asOf, evaluator: "compiled" }
      return (await ask<DayDecision>("POST", "/api/evaluate", question)).value
    },
    enabled: receipt.data !== undefined,
    staleTime: Infinity,
    placeholderData: keepPreviousData,
  })
}

const identities = new WeakMap<object, number>()
let last = 0
function identityOf(document: object): number {
  const known = identities.get(document) ?? ++last
  identities.set(document, known)
  return known
}

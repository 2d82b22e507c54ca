import { setImmediate as nextTurn } from "node:timers/promises"
import type { Entry } from "@barometer/engine/readiness"
import { z } from "zod"
import type { TenantParts } from "../tenantParts.ts"
import { type DecisionView, decisionViewSchema, toDecisionView } from "../decisionView.ts"
import { AppError, problemSchema, toProblem } from "../errors.ts"
import { refuseOversize } from "../middleware/jsonBody.ts"
import { type Submitted, submitEntries } from "../workflows/submitEntries.ts"
import { parseSubmitted, refuseType } from "./parseSubmitted.ts"

export const batchItems = 1_000
export const checkInBytes = 64 * 1024

/** Of each decision of a batch only the answer; what it was made from is some 20 kB and is read from `_links.self`. */
const shortDecisionSchema = decisionViewSchema
  .pick({
    id: true,
    athleteId: true,
    localDate: true,
    phase: true,
    about: true,
    verdict: true,
    kind: true,
    sentence: true,
    reasons: true,
    scope: true,
    advice: true,
    adviceSentence: true,
    decidedBy: true,
    notices: true,
    disclaimer: true,
    checkInId: true,
    recomputes: true,
    _links: true,
  })
  .strip()
  .meta({ id: "ShortDecision" })

export const batchAnswerSchema = z
  .object({
    results: z
      .array(z.object({ status: z.int(), decision: shortDecisionSchema.optional(), problem: problemSchema.optional() }))
      .describe("One for each check-in, in the order they were sent."),
  })
  .meta({ id: "BatchAnswer" })

/** An answer in its place in the batch. */
export function toBatchItem(answer: Answer): z.infer<typeof batchAnswerSchema>["results"][number] {
  if (!(answer instanceof AppError))
    return { status: answer.status, decision: shortDecisionSchema.parse(answer.decision) }
  const problem = toProblem(answer)
  return { status: problem.status, problem }
}

export function isBatch(body: unknown): body is { readonly checkIns: unknown } {
  return typeof body === "object" && body !== null && "checkIns" in body
}

/** The check-ins of a batch, none of them parsed yet. */
export function itemsOf(body: { readonly checkIns: unknown }): readonly unknown[] {
  const { checkIns } = body
  if (Object.keys(body).length === 1 && Array.isArray(checkIns) && checkIns.length > 0 && checkIns.length <= batchItems)
    return checkIns
  const message = `expected a batch of \`checkIns\` alone: an array of 1 to ${batchItems} check-ins`
  throw new AppError("invalidInput", message, [{ pointer: "/checkIns", code: "invalidBatch", message }])
}

/** Parsing so many takes some milliseconds; then others have their turn. */
const itemsATurn = 20

/** What became of one check-in: decided now (201) or before (200), or refused. */
export type Answer = { readonly status: 200 | 201; readonly decision: DecisionView } | AppError

/** Submits check-ins together and answers each in its place; one that is refused keeps no other from being decided. */
export async function submitCheckIns(parts: TenantParts, items: readonly unknown[]): Promise<readonly Answer[]> {
  const parsed: (Entry | AppError)[] = []
  for (const [index, item] of items.entries()) {
    if (index % itemsATurn === itemsATurn - 1) await nextTurn()
    parsed.push(await parseCheckIn(parts, item))
  }
  const submitted = await submitEntries(
    parts,
    parsed.flatMap((item) => (item instanceof AppError ? [] : [item])),
  )
  const outcomes = submitted.values()
  return parsed.map((item): Answer => (item instanceof AppError ? item : toAnswer(outcomes.next().value)))
}

function toAnswer(submitted: Submitted | undefined): Answer {
  if (submitted?.state === "refused") return submitted.error
  if (submitted?.decision === undefined) throw new Error("a check-in that was submitted is decided")
  return { status: submitted.state === "new" ? 201 : 200, decision: toDecisionView(submitted.decision) }
}

async function parseCheckIn(parts: TenantParts, json: unknown): Promise<Entry | AppError> {
  try {
    refuseOversize(Buffer.byteLength(JSON.stringify(json)), checkInBytes, "a check-in")
    const entry = await parseSubmitted(parts, json)
    if (entry.type === "checkIn") return entry
    return refuseType(entry.type, "`checkIn`; other entries go to `/api/athletes/{athleteId}/entries`")
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
}

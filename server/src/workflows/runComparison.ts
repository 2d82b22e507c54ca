import {
  type AthleteComparison,
  claimsOf,
  comparisonDigest,
  comparisonTotals,
  type Side,
  toComparison,
} from "@barometer/engine/readiness"
import { compareApart } from "../comparisons/blocks.ts"
import { AppError } from "../errors.ts"
import type { ComparisonRow } from "../store/comparisons.ts"
import type { TenantParts } from "../tenantParts.ts"

const athletesABlock = 4
const mostKept = 200
/** Of a check-in by both sides with blame: a guess above what `npm run bench:compare` prints on a quiet machine; an estimate, not a promise. */
const secondsACheckIn = 0.0005
/** Flips that an answer holds; the counts are of all. */
const mostFlips = 5_000

export interface ComparisonAsk {
  readonly a: Side & { readonly document: string }
  readonly b: Side & { readonly document: string }
  readonly athleteIds: readonly string[]
  readonly range: { readonly from?: string; readonly to?: string }
  readonly withOutcomes: boolean
  readonly budgetSeconds: number
  /** What was asked, to be shown again. */
  readonly asked: unknown
}

/** How much there is to do: athletes, check-ins, and about how long; refused when that is over the budget. */
export async function estimate(parts: TenantParts, { athleteIds, range, budgetSeconds }: ComparisonAsk) {
  const counts = await parts.store.of(parts.tenant).entries.countCheckIns(range)
  const checkIns = athleteIds.reduce((sum, id) => sum + (counts.get(id) ?? 0), 0)
  const seconds = Math.round(checkIns * secondsACheckIn * 1_000) / 1_000
  if (checkIns * secondsACheckIn > budgetSeconds) {
    const message = `found ${checkIns} check-ins, about ${seconds} s; expected at most \`budgetSeconds\`, ${budgetSeconds} s: narrow cohort or dates, or allow more`
    throw new AppError("overBudget", message, [{ pointer: "/budgetSeconds", code: "overBudget", message }])
  }
  return { athletes: athleteIds.length, checkIns, seconds }
}

const running = new Map<string, AbortController>()

/** Begins a comparison that goes on after the answer; nobody waits for it but who asks how far it is. */
export async function startComparison(parts: TenantParts, ask: ComparisonAsk): Promise<ComparisonRow> {
  await estimate(parts, ask)
  const row: ComparisonRow = {
    id: parts.newId(),
    author: parts.actor,
    asked: JSON.stringify(ask.asked),
    state: "running",
    done: 0,
    athletes: ask.athleteIds.length,
    message: null,
    result: null,
    createdAt: parts.clock().toISOString(),
    finishedAt: null,
  }
  await parts.store.of(parts.tenant).comparisons.insert(row)
  const controller = new AbortController()
  running.set(row.id, controller)
  void run(parts, row.id, ask, controller.signal)
    .catch((error: unknown) => end(parts, row.id, "failed", null, error))
    .finally(() => running.delete(row.id))
  return row
}

/** Stops a comparison that is running; one that has ended stays as it ended. */
export async function cancelComparison(parts: TenantParts, id: string): Promise<void> {
  await end(parts, id, "cancelled", null)
  running.get(id)?.abort()
}

/** A comparison as it stands. One whose process ended while it ran is still said to run, until it is cancelled. */
export async function findComparison(parts: TenantParts, id: string): Promise<ComparisonRow> {
  const row = await parts.store.of(parts.tenant).comparisons.find(id)
  if (row === undefined) throw new AppError("notFound", "found no comparison with this id")
  return row
}

export async function listComparisons(parts: TenantParts): Promise<readonly ComparisonRow[]> {
  return await parts.store.of(parts.tenant).comparisons.list(mostKept)
}

async function run(parts: TenantParts, id: string, ask: ComparisonAsk, signal: AbortSignal): Promise<void> {
  const { comparisons, entries } = parts.store.of(parts.tenant)
  const [a, b] = [ask.a, ask.b].map(({ document, overrides }) => ({ document, overrides }))
  if (a === undefined || b === undefined) throw new Error("a comparison has two sides")
  const athletes: AthleteComparison[] = []
  for (let at = 0; at < ask.athleteIds.length && !signal.aborted; at += athletesABlock) {
    const logs = []
    for (const athleteId of ask.athleteIds.slice(at, at + athletesABlock)) {
      const known = await entries.listKnown(athleteId, 0)
      logs.push({ athleteId, entries: known.map(({ payload, digest }) => ({ payload, digest })) })
    }
    athletes.push(...(await compareApart({ a, b, logs, range: ask.range }, signal)))
    await comparisons.advance(id, athletes.length)
  }
  if (signal.aborted) return
  await end(parts, id, "done", JSON.stringify(toResult(ask, athletes)))
}

function toResult({ a, b, withOutcomes }: ComparisonAsk, athletes: readonly AthleteComparison[]) {
  const comparison = toComparison(a, b, athletes)
  const { flips, ...totals } = comparisonTotals(comparison)
  return {
    a: comparison.a,
    b: comparison.b,
    totals,
    flips: flips.slice(0, mostFlips),
    flipsInAll: flips.length,
    athletes: comparison.athletes.map(({ flips: ofAthlete, ...rest }) => ({ ...rest, flips: ofAthlete.length })),
    outcomes: withOutcomes ? claimsOf(comparison) : null,
    digest: comparisonDigest(comparison),
  }
}

async function end(
  parts: TenantParts,
  id: string,
  state: "done" | "cancelled" | "failed",
  result: string | null,
  error?: unknown,
): Promise<void> {
  const message = error === undefined ? null : "the comparison could not be carried out"
  if (error !== undefined && !(error instanceof Error && error.name === "AbortError"))
    console.error(
      JSON.stringify({
        level: "error",
        what: `comparison \`${id}\``,
        error: error instanceof Error ? error.stack : "no error",
      }),
    )
  const finishedAt = parts.clock().toISOString()
  await parts.store.of(parts.tenant).comparisons.end(id, { state, message, result, finishedAt })
}

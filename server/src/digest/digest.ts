import { disclaimer, fromDay, outcomeNames, toDay, type OutcomeName } from "@barometer/engine/readiness"
import { z } from "zod"
import type { Reach } from "../access/principal.ts"
import type { TenantParts } from "../tenantParts.ts"

const athletesAtOnce = 200
/** Verdicts of a day that need nobody. */
const usual: ReadonlySet<string> = new Set<OutcomeName>(["train", "push"])
/** Silence that is told: shorter is a weekend, longer has been told every morning for two weeks. */
const silentDays = { from: 3, to: 14 } as const

export const digestSchema = z
  .object({
    localDate: z.string(),
    teams: z.array(z.string()).nullable().describe("Null: everybody."),
    athletes: z
      .array(
        z.object({
          athleteId: z.string(),
          verdict: z.string(),
          sentence: z.string(),
          _links: z.object({ decision: z.string() }),
        }),
      )
      .describe("Whose verdict of the day is other than train or push, the most cautious first."),
    silent: z
      .array(z.object({ athleteId: z.string(), lastCheckIn: z.string(), days: z.int() }))
      .describe(`Who has not checked in for ${silentDays.from} to ${silentDays.to} days.`),
    disclaimer: z.string(),
  })
  .meta({ id: "Digest" })
export type Digest = Readonly<z.infer<typeof digestSchema>>

/** The exceptions of one local date: the athletes within reach whom somebody should look at. */
export async function composeDigest(parts: TenantParts, localDate: string, reach: Reach): Promise<Digest> {
  const { athletes: table, decisions } = parts.store.of(parts.tenant)
  const athletes: Digest["athletes"] = []
  const silent: Digest["silent"] = []
  for (let after = ""; ;) {
    const page = await table.list(after, athletesAtOnce, reach)
    const last = page.at(-1)
    if (last === undefined) break
    after = last.id
    for (const { id: athleteId } of page) {
      const latest = await decisions.findLatestDay(athleteId)
      if (latest === undefined || latest.localDate > localDate) continue
      const days = toDay(localDate) - toDay(latest.localDate)
      const isException = days === 0 && latest.phase !== "postSession" && !usual.has(latest.verdict)
      const isSilent = days >= silentDays.from && days <= silentDays.to
      if (!isException && !isSilent) continue
      if (isSilent) silent.push({ athleteId, lastCheckIn: latest.localDate, days })
      else
        athletes.push({
          athleteId,
          verdict: latest.verdict,
          sentence: latest.sentence,
          _links: { decision: `/api/decisions/${latest.id}` },
        })
    }
  }
  const rank = (verdict: string) => outcomeNames.findIndex((name) => name === verdict)
  athletes.sort((a, b) => rank(a.verdict) - rank(b.verdict))
  return { localDate, teams: reach.to === "teams" ? [...reach.teams] : null, athletes, silent, disclaimer }
}

/** Whether the digest has anything to say. */
export function isQuiet({ athletes, silent }: Digest): boolean {
  return athletes.length + silent.length === 0
}

/** The digest as a plain letter. */
export function toLetter({ localDate, teams, athletes, silent, disclaimer: closing }: Digest) {
  const of = teams === null ? "" : ` of ${teams.join(", ")}`
  const needs = athletes.length === 1 ? "1 athlete needs" : `${athletes.length} athletes need`
  const told = athletes.map(({ athleteId, sentence }) => `${athleteId}\n  ${sentence}`)
  const quiet = silent.map(
    ({ athleteId, lastCheckIn, days }) => `  ${athleteId}: last on ${lastCheckIn}, ${days} days ago`,
  )
  return {
    subject: `Barometer ${localDate}: ${needs} you${of}`,
    text: [
      `${needs} you this morning${of}.`,
      "",
      ...told.flatMap((text) => [text, ""]),
      ...(quiet.length > 0 ? ["No check-in lately", ...quiet, ""] : []),
      closing,
    ].join("\n"),
  }
}

/** The date and hour in a zone. */
export function localTime(now: Date, zone: string): { readonly localDate: string; readonly hour: number } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  }).formatToParts(now)
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? ""
  return { localDate: fromDay(toDay(`${part("year")}-${part("month")}-${part("day")}`)), hour: Number(part("hour")) }
}

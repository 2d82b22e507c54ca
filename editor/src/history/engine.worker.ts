import {
  type AthleteLog,
  type Entry,
  History,
  type HistoryVerdicts,
  parseRuleset,
  readLog,
  type Ruleset,
  type Side,
  toLoggedEntry,
} from "@barometer/engine/readiness"
import { type Bits, eachBit } from "@barometer/engine/rules"
import type { Answered, Asked, HistoryFlip } from "./protocol.ts"

/** As much of a worker's global scope as is used; its whole library would take the place of the page's types. */
declare const self: {
  addEventListener(type: "message", listen: (event: MessageEvent<Asked>) => void): void
  postMessage(answered: Answered): void
}

/** The squad's past with what is published said of it; made once a page. */
let opened: { readonly history: History; readonly base: Side; readonly said: HistoryVerdicts } | undefined
/** The edited document as it was last parsed, so that a moving slider parses nothing. */
let parsed: { readonly document: unknown; readonly ruleset: Ruleset } | undefined

self.addEventListener("message", ({ data }: MessageEvent<Asked>) => {
  try {
    answer(data)
  } catch (error) {
    tell({ type: "failed", message: error instanceof Error ? error.message : String(error) })
  }
})

function answer(asked: Asked): void {
  switch (asked.type) {
    case "open": {
      const base = { ruleset: freshly(asked.base), overrides: asked.overrides }
      const history = new History(asked.logs.map(toLog))
      const said = history.decide(base)
      opened = { history, base, said }
      const athletes = new Set(history.days.map(({ athleteId }) => athleteId)).size
      tell({ type: "opened", days: history.days.length, athletes, firedDays: countFired(said) })
      return
    }
    case "decide": {
      if (opened === undefined) return
      const begin = performance.now()
      const ruleset = rulesetOf(asked.document)
      if ("problems" in ruleset) {
        tell({ type: "refused", ask: asked.ask, problems: ruleset.problems })
        return
      }
      const { history, base, said } = opened
      const now = history.decide({ ruleset, overrides: base.overrides }, new Map(asked.moved))
      const decided = {
        flips: flipsOf(history, said, now),
        firedDays: countFired(now),
        took: performance.now() - begin,
      }
      tell({ type: "decided", ask: asked.ask, decided })
      return
    }
    case "values": {
      if (opened === undefined) return
      const { history, base } = opened
      const values = history.valuesOf(base, asked.signal).flatMap((value, day) => {
        const of = history.days[day]
        return value === undefined || of === undefined ? [] : [{ ...of, value }]
      })
      tell({ type: "values", ask: asked.ask, values })
    }
  }
}

const tell = (answered: Answered) => self.postMessage(answered)

function toLog({ athleteId, text }: { readonly athleteId: string; readonly text: string }): AthleteLog {
  // The server checked each entry when it was logged.
  const entries = text.split("\n").flatMap((line) => (line === "" ? [] : [JSON.parse(line) as Entry]))
  return readLog(entries.map(toLoggedEntry), athleteId)
}

/** What is published was parsed when it was; programs are kept by the parsed object. */
function freshly(document: unknown): Ruleset {
  const result = parseRuleset(document)
  if (!result.ok) throw new Error(result.problems.map(({ pointer, message }) => `${pointer}: ${message}`).join("; "))
  return result.value
}

function rulesetOf(document: unknown) {
  const text = JSON.stringify(document)
  if (parsed !== undefined && parsed.document === text) return parsed.ruleset
  const result = parseRuleset(document)
  if (!result.ok) return { problems: result.problems }
  parsed = { document: text, ruleset: result.value }
  return result.value
}

function flipsOf({ days }: History, before: HistoryVerdicts, now: HistoryVerdicts): readonly HistoryFlip[] {
  return days.flatMap((day, index): HistoryFlip[] => {
    const [from, to] = [before.verdicts[index] ?? "", now.verdicts[index] ?? ""]
    if (from === to) return []
    return [{ ...day, from, to, fromRule: before.decidedBy[index] ?? null, toRule: now.decidedBy[index] ?? null }]
  })
}

function countFired({ fired }: HistoryVerdicts): ReadonlyMap<string, number> {
  return new Map([...fired].map(([rule, days]): [string, number] => [rule, countOf(days)]))
}

function countOf(days: Bits): number {
  let count = 0
  eachBit(days, () => (count += 1))
  return count
}

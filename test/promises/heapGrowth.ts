import { setFlagsFromString } from "node:v8"
import { runInNewContext } from "node:vm"
import { fromDay, toDay } from "@barometer/engine/readiness"
import { z } from "zod"
import { checkIn, type TestApp } from "../http/testApp.ts"

export interface HeapGrowth {
  readonly decisions: number
  readonly growthMb: number
}

const firstDay = toDay("2026-02-01")
const days = 10
/** Before the heap is measured, whatever is kept on purpose or compiled once is there. */
const warmUp = 1_000
const decidedSchema = z.looseObject({ id: z.string() })
const replaySchema = z.looseObject({ identical: z.literal(true) })

/**
 * P10: records ten days of an athlete, then has the server decide their days again over HTTP, by replay, as many times as
 * asked, and compares the heap after a collection at the begin and at the end. Logs that are kept on purpose, up to their
 * bound, are no part of it: no decision of these adds to a log.
 */
export async function heapGrowth({ post, get }: TestApp, decisions: number): Promise<HeapGrowth> {
  const ids: string[] = []
  for (let day = 0; day < days; day++) {
    const entry = checkIn({ localDate: fromDay(firstDay + day), measures: { fatigue: 1 + (day % 9) / 2 } })
    ids.push(decidedSchema.parse(await (await post("/api/check-ins", entry)).json()).id)
  }
  const decideAgain = async (count: number) => {
    for (let done = 0; done < count; done++)
      replaySchema.parse(await (await get(`/api/decisions/${ids[done % days] ?? ""}/replay`)).json())
  }
  const collect = garbageCollector()
  await decideAgain(warmUp)
  const before = heapMb(collect)
  await decideAgain(decisions)
  return { decisions, growthMb: heapMb(collect) - before }
}

function heapMb(collect: () => void): number {
  collect()
  collect()
  return process.memoryUsage().heapUsed / 1_048_576
}

function garbageCollector(): () => void {
  setFlagsFromString("--expose-gc")
  return z.custom<() => void>((value) => typeof value === "function").parse(runInNewContext("gc"))
}

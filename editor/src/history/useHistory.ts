import type { Ruleset } from "@barometer/engine/readiness"
import { useCallback, useEffect, useRef, useState } from "react"
import { get } from "../client.ts"
import type { Answered, Asked, HistoryFlip } from "./protocol.ts"

const longest = 60
const pageOfAthletes = 200

export interface SquadHistory {
  /** `loading`: the logs are being read and decided by what is published. */
  readonly status: "idle" | "loading" | "ready" | "failed"
  readonly message: string
  /** Share of the logs that are read, 0 to 1. */
  readonly progress: number
  readonly days: number
  readonly athletes: number
  /** Days on which the document says otherwise than what is published. */
  readonly flips: readonly HistoryFlip[]
  readonly firedDays: ReadonlyMap<string, number>
  readonly baseFiredDays: ReadonlyMap<string, number>
  /** Why the document cannot be decided by. */
  readonly problems: readonly { readonly pointer: string; readonly message: string }[]
  /** How long the last answer took, in ms. */
  readonly took: number
  /** Numbers of a signal over the days, of one athlete or of all; empty until they are known. */
  readonly values: (signal: string, athleteId?: string) => readonly number[]
  /** Thresholds that are being dragged, before they are let go; an empty map when they are. */
  readonly preview: (moved: ReadonlyMap<string, number>) => void
}

const nothing = { flips: [], firedDays: new Map<string, number>(), took: 0 } as const

/**
 * The squad's past, decided in a worker by the document as it is edited and by the published base; answers while a
 * threshold moves. A question that was overtaken by a newer one is not asked. At most so many athletes are read.
 */
export function useHistory(base: Ruleset | undefined, document: unknown): SquadHistory {
  const worker = useRef<Worker>(undefined)
  const [status, setStatus] = useState<SquadHistory["status"]>("idle")
  const [message, setMessage] = useState("")
  const [progress, setProgress] = useState(0)
  const [size, setSize] = useState({ days: 0, athletes: 0 })
  const [baseFiredDays, setBaseFired] = useState<ReadonlyMap<string, number>>(nothing.firedDays)
  const [decided, setDecided] = useState<Pick<SquadHistory, "flips" | "firedDays" | "took">>(nothing)
  const [problems, setProblems] = useState<SquadHistory["problems"]>([])
  const [known, setKnown] = useState<ReadonlyMap<string, Extract<Answered, { type: "values" }>["values"]>>(new Map())
  const wanted = useRef(new Map<number, string>())
  const question = useQuestion(worker)
  const { asked, ask } = question

  useEffect(() => {
    if (base === undefined) return
    const made = new Worker(new URL("engine.worker.ts", import.meta.url), { type: "module" })
    worker.current = made
    setStatus("loading")
    made.addEventListener("message", ({ data }: MessageEvent<Answered>) => {
      switch (data.type) {
        case "progress":
          setProgress(data.share)
          return
        case "opened":
          setBaseFired(data.firedDays)
          setDecided({ ...nothing, firedDays: data.firedDays })
          setSize({ days: data.days, athletes: data.athletes })
          setStatus("ready")
          return
        case "decided":
          if (data.ask === asked.current) setDecided(data.decided)
          setProblems([])
          question.answered()
          return
        case "refused":
          setProblems(data.problems)
          question.answered()
          return
        case "values": {
          const signal = wanted.current.get(data.ask)
          if (signal !== undefined) setKnown((before) => new Map([...before, [signal, data.values]]))
          return
        }
        case "failed":
          setMessage(data.message)
          setStatus("failed")
      }
    })
    const reading = new AbortController()
    readLogs(setProgress, reading.signal)
      .then((logs) => made.postMessage({ type: "open", logs, base, overrides: [] } satisfies Asked))
      .catch((error: unknown) => {
        if (reading.signal.aborted) return
        setMessage(error instanceof Error ? error.message : String(error))
        setStatus("failed")
      })
    return () => {
      reading.abort()
      made.terminate()
      worker.current = undefined
    }
    // One worker for one base: what the question is about never changes it.
  }, [base, asked, question])

  useEffect(() => {
    if (status === "ready" && document !== undefined) ask(document, [])
  }, [status, document, ask])

  const preview = useCallback(
    (moved: ReadonlyMap<string, number>) => {
      if (document !== undefined) ask(document, [...moved])
    },
    [document, ask],
  )
  const values = useCallback(
    (signal: string, athleteId?: string) => {
      const found = known.get(signal)
      if (found === undefined && ![...wanted.current.values()].includes(signal)) {
        const number = -1 - wanted.current.size
        wanted.current.set(number, signal)
        worker.current?.postMessage({ type: "values", ask: number, signal } satisfies Asked)
      }
      return (found ?? []).flatMap((each) =>
        typeof each.value === "number" && (athleteId === undefined || each.athleteId === athleteId) ? [each.value] : [],
      )
    },
    [known],
  )
  return { status, message, progress, ...size, ...decided, baseFiredDays, problems, values, preview }
}

/** One question at a time: while one is being answered only the newest of those that come waits. */
function useQuestion(worker: React.RefObject<Worker | undefined>) {
  const asked = useRef(0)
  const [question] = useState(() => {
    let isBusy = false
    let next: Omit<Extract<Asked, { type: "decide" }>, "type" | "ask"> | undefined
    const send = () => {
      if (next === undefined || worker.current === undefined) return
      isBusy = true
      asked.current += 1
      worker.current.postMessage({ type: "decide", ask: asked.current, ...next } satisfies Asked)
      next = undefined
    }
    return {
      asked,
      ask: (document: unknown, moved: readonly (readonly [string, number])[]) => {
        next = { document, moved }
        if (!isBusy) send()
      },
      answered: () => {
        isBusy = false
        send()
      },
    }
  })
  return question
}

interface Roster {
  readonly athletes: readonly { readonly id: string }[]
}

async function readLogs(tell: (share: number) => void, signal: AbortSignal) {
  const { athletes } = await get<Roster>(`/api/athletes?limit=${pageOfAthletes}`)
  const chosen = athletes.slice(0, longest)
  const logs = []
  for (const [index, { id }] of chosen.entries()) {
    const response = await fetch(`/api/athletes/${encodeURIComponent(id)}/log`, { signal })
    if (response.ok) logs.push({ athleteId: id, text: await response.text() })
    tell((index + 1) / chosen.length)
  }
  return logs
}

import type { MeasureCatalogue } from "../measures.ts"
import type { Session } from "./logView.ts"
import { workingSets } from "./sessions.ts"

/** Measures that sessions yield, one value a session; `LogView.daily` serves them beside those of check-ins. */
export const sessionMeasureCatalogue = {
  sessionRpe: {
    label: "Session RPE",
    unit: "CR10",
    min: 0,
    max: 10,
    better: "lower",
    spread: "plain",
    spreadFloor: 0.75,
  },
  sessionLoad: { label: "Session load", unit: "AU", min: 0, max: 14_400, better: "neither" },
  sessionTonnage: { label: "Session tonnage", unit: "kg", min: 0, max: 1_000_000, better: "neither" },
  sessionMinutes: { label: "Session length", unit: "min", min: 0, max: 1_440, better: "neither" },
} as const satisfies MeasureCatalogue
type SessionMeasure = keyof typeof sessionMeasureCatalogue

export function isSessionMeasure(measure: string): measure is SessionMeasure {
  return Object.hasOwn(sessionMeasureCatalogue, measure)
}

const yielded: Readonly<Record<SessionMeasure, (session: Session) => number | undefined>> = {
  sessionRpe: ({ rpe }) => rpe,
  sessionLoad: ({ rpe, durationMin }) =>
    rpe === undefined || durationMin === undefined ? undefined : rpe * durationMin,
  sessionTonnage: tonnage,
  sessionMinutes: ({ durationMin }) => durationMin,
}

/** A session's value: CR10; CR10 × minutes (Foster 2001); Σ kg × reps of the working sets that give both; minutes. */
export function sessionMeasure(measure: SessionMeasure, session: Session): number | undefined {
  return yielded[measure](session)
}

function tonnage(session: Session): number | undefined {
  const lifted = workingSets(session).flatMap(({ loadKg, reps }) =>
    loadKg === undefined || reps === undefined ? [] : [loadKg * reps],
  )
  return lifted.length === 0 ? undefined : lifted.reduce((sum, each) => sum + each, 0)
}

/** How far a personal baseline has come (domain.md §3, *Baseline*). */
export const calibrationStates = ["none", "provisional", "ready", "stale"] as const
export type CalibrationState = (typeof calibrationStates)[number]

import { phaseNames, type Phase } from "@barometer/engine/readiness"

/** 0 for `morning` to 3 for `postSession`; entries without a phase rank first. A row keeps it, so that SQL can order by it. */
export function rankOfPhase(phase: Phase | null): number {
  return phase === null ? 0 : phaseNames.indexOf(phase)
}

import type { Phase } from "@barometer/engine/readiness"
import { type LogLine, date } from "./lifterLog.ts"

/**
 * A lifter's log made by a seed, up to today and some days beyond, with most of what a log can hold: gaps, runs of bad
 * days, sore joints, symptoms, warm-up answers, own calls, annotations, plans, choices and corrections. The same seed
 * gives the same log.
 */
export function randomLog(seed: number, days = 60): readonly LogLine[] {
  const random = mulberry32(seed)
  const chance = (p: number) => random() < p
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0]
  const scale = (centre: number) => Math.min(5, Math.max(1, Math.round(centre + (random() - 0.5) * 3)))
  const lines: LogLine[] = [
    { type: "athlete", ...(chance(0.8) && { experience: pick(["beginner", "intermediate", "advanced"]) }) },
  ]
  const asksJoints = chance(0.8)
  const hasDevice = chance(0.5)
  const badFrom = -Math.floor(random() * 12)
  for (let day = -days; day <= 2; day++) {
    const isBad = day >= badFrom
    const checkIn = (phase: Phase, fields: LogLine, clientId = `c${day}${phase}`): LogLine => ({
      type: "checkIn",
      clientId,
      localDate: date(day),
      phase,
      ...fields,
    })
    const answers = (): LogLine => ({
      measures: {
        ...(chance(0.9) && { restingHr: Math.round(50 + (random() - 0.5) * 6 + (isBad ? 7 : 0)) }),
        ...(chance(0.9) && { sleepQuality: scale(isBad ? 2.5 : 4) }),
        ...(chance(0.9) && { motivation: scale(isBad ? 2.5 : 4) }),
        ...(chance(0.9) && { fatigue: scale(isBad ? 3.5 : 2) }),
        ...(chance(0.6) && { mood: scale(4), stress: scale(2), muscleSoreness: scale(2) }),
        ...(chance(0.3) && {
          sleepHours: Math.round(random() * 40 + 50) / 10,
          hrvRmssd: Math.round(40 + random() * 40),
        }),
      },
      ...(asksJoints && chance(0.8) && { joints: chance(isBad ? 0.5 : 0.1) ? [soreJoint()] : [] }),
      ...(chance(0.7) && { symptoms: chance(0.02) ? ["fever"] : [] }),
      ...(chance(0.3) && { ownCall: pick(["push", "train", "reduce", "rest"]) }),
    })
    const soreJoint = () => ({
      joint: pick(["knee", "shoulder", "elbow", "hip"]),
      side: pick(["left", "right"]),
      pain: Math.round(random() * (isBad ? 14 : 8)) / 2,
    })
    if (chance(0.88)) lines.push(checkIn("morning", answers()))
    if (chance(0.06)) lines.push(checkIn("morning", answers(), `again${day}`))
    if (!chance(0.5)) continue
    if (chance(0.4)) lines.push(checkIn("preSession", answers()))
    if (chance(0.3))
      lines.push(
        checkIn("afterWarmup", {
          measures: { motivation: scale(3.5) },
          ...(chance(0.5) && { joints: chance(0.3) ? [soreJoint()] : [] }),
          ...(chance(0.4) && { discomfort: pick(["effort", "signal", "unsure"]) }),
          ...(hasDevice && { session: { sets: warmupSets(random, isBad) } }),
        }),
      )
    lines.push(
      checkIn("postSession", {
        session: {
          status: pick(["completed", "completed", "completed", "cutShort"]),
          durationMin: 45 + Math.floor(random() * 40),
          rpe: scale(isBad ? 4.4 : 3.6) * 2,
          sets: workingSets(random, isBad, hasDevice),
        },
      }),
    )
  }
  if (chance(0.6)) lines.push(planLine(random))
  if (chance(0.3))
    lines.push({
      type: "annotation",
      cause: pick(["illness", "travel", "exam", "newborn", "alcohol"]),
      from: date(-Math.floor(random() * 20)),
      ...(chance(0.5) && { to: date(2) }),
    })
  if (chance(0.3))
    lines.push({
      type: "choice",
      localDate: date(-Math.floor(random() * 12)),
      verdict: "deload",
      did: pick(["accepted", "declined"]),
      by: "coach",
    })
  return lines
}

function workingSets(random: () => number, isBad: boolean, hasDevice: boolean): readonly LogLine[] {
  return ["back squat", "bench press", "deadlift"].flatMap((exercise, index) =>
    random() < 0.25
      ? []
      : [0, 1].map(() => ({
          exercise,
          loadKg: 100 + 20 * index,
          reps: random() < (isBad ? 0.5 : 0.1) ? 3 : 5,
          targetReps: 5,
          rpe: Math.round(2 * (7 + random() * 2 + (isBad ? 1 : 0))) / 2,
          ...(hasDevice && {
            meanVelocity: Math.round(1000 * (0.5 + (random() - 0.5) * 0.06 - (isBad ? 0.12 : 0))) / 1000,
          }),
        })),
  )
}

function warmupSets(random: () => number, isBad: boolean): readonly LogLine[] {
  return [40, 60, 80, 90].map((loadKg) => ({
    exercise: "back squat",
    loadKg,
    reps: 3,
    kind: "warmup",
    meanVelocity: Math.round(1000 * (1.2 - loadKg / 150 + (random() - 0.5) * 0.04 - (isBad ? 0.15 : 0))) / 1000,
  }))
}

function planLine(random: () => number): LogLine {
  const deload = Math.floor(random() * 70) - 10
  return {
    type: "plan",
    from: date(-60),
    ...(random() < 0.3 && { deloadEveryWeeks: 5 }),
    ...(random() < 0.6 && { deloads: [{ from: date(-deload), to: date(6 - deload) }] }),
    ...(random() < 0.3 && { competitions: [date(Math.floor(random() * 30))] }),
    ...(random() < 0.5 && { steps: [{ localDate: date(0), step: random() < 0.5 ? "heavy" : "light" }] }),
  }
}

/** A small generator of numbers in [0, 1) from a seed (mulberry32, public domain). */
function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

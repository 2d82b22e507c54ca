import type { Problem } from "./api.ts"
import { element } from "./element.ts"
import { choiceField, type Field, numberField, numberOf, scaleField, textField } from "./fields.ts"
import { painField } from "./painField.ts"
import { setsField } from "./setsField.ts"

export const phases = {
  morning: "Morning",
  preSession: "Before the session",
  afterWarmup: "After the warm-up",
  postSession: "After the session",
} as const
export type Phase = keyof typeof phases

const always: readonly Phase[] = ["morning", "preSession", "afterWarmup", "postSession"]
const before: readonly Phase[] = ["morning", "preSession"]

/** The questions of a check-in: which are asked depends on the phase, and none is answered beforehand. */
export function checkInQuestions() {
  const pain = painField()
  const measures: Readonly<
    Record<string, { readonly field: Field<number>; readonly at: readonly Phase[]; readonly isExtra?: true }>
  > = {
    sleepQuality: { field: scaleField("How did you sleep?", "awful", "very well"), at: ["morning"] },
    fatigue: { field: scaleField("How tired are you?", "fresh", "exhausted"), at: before },
    motivation: {
      field: scaleField("How much do you want to train?", "not at all", "can’t wait"),
      at: ["morning", "preSession", "afterWarmup"],
    },
    restingHr: { field: numberField("Resting heart rate", "bpm", { min: 25, max: 120, step: 1 }), at: ["morning"] },
    sleepHours: { field: numberField("Sleep", "hours", { min: 0, max: 16, step: 0.25 }), at: ["morning"] },
    muscleSoreness: {
      field: scaleField("How sore are your muscles?", "not at all", "very"),
      at: before,
      isExtra: true,
    },
    mood: { field: scaleField("Mood", "low", "great"), at: before, isExtra: true },
    stress: { field: scaleField("Stress", "none", "very high"), at: before, isExtra: true },
    hrvRmssd: {
      field: numberField("HRV (RMSSD)", "ms", { min: 5, max: 300, step: 0.1 }),
      at: ["morning"],
      isExtra: true,
    },
    bodyMass: {
      field: numberField("Body mass", "kg", { min: 20, max: 400, step: 0.1 }),
      at: ["morning"],
      isExtra: true,
    },
  }
  const discomfort = choiceField("Discomfort in the warm-up: from effort, or a signal that something is wrong?", [
    { value: "effort", label: "Effort" },
    { value: "signal", label: "A signal" },
    { value: "unsure", label: "Not sure" },
  ])
  const status = choiceField("How did the session go?", [
    { value: "completed", label: "Completed" },
    { value: "cutShort", label: "Cut short" },
    { value: "skipped", label: "Skipped" },
  ])
  const minutes = numberField("Length", "minutes", { min: 0, max: 1440, step: 1 })
  const effort = choiceField(
    "How hard was the whole session? (session RPE)",
    Array.from({ length: 11 }, (_, level) => ({
      value: String(level),
      label: String(level),
      spoken: `${level} of 10`,
    })),
    { ends: ["rest", "maximal"], kind: "eleven" },
  )
  const sets = setsField()
  const note = textField("Note", { maxlength: 2000 })
  const ownCall = choiceField(
    "Your own call, before you see the verdict",
    [
      { value: "push", label: "Push" },
      { value: "train", label: "Train" },
      { value: "reduce", label: "Reduce" },
      { value: "rest", label: "Rest" },
    ],
    { hint: "Reading yourself is a skill: this is how you find out how good yours is." },
  )

  const entriesOf = (isExtra: boolean) => Object.values(measures).filter((each) => (each.isExtra === true) === isExtra)
  const extras = element(
    "details",
    { class: "field extras" },
    element("summary", {}, "More, if you track it"),
    ...entriesOf(true).map(({ field }) => field.element),
    note.element,
  )
  const numbers = element(
    "div",
    { class: "pair" },
    measures.restingHr?.field.element,
    measures.sleepHours?.field.element,
  )
  const scales = ["sleepQuality", "fatigue", "motivation"].map((name) => measures[name]?.field.element)
  const shownAt: readonly (readonly [HTMLElement, readonly Phase[]])[] = [
    ...Object.values(measures).map(({ field, at }) => [field.element, at] as const),
    [numbers, ["morning"]],
    [discomfort.element, ["afterWarmup"]],
    [status.element, ["postSession"]],
    [minutes.element, ["postSession"]],
    [effort.element, ["postSession"]],
    [sets.element, ["afterWarmup", "postSession"]],
    [ownCall.element, ["morning", "preSession", "afterWarmup"]],
    [extras, always],
  ]

  const fields: Readonly<Record<string, Pick<Field<unknown>, "complain">>> = {
    ...Object.fromEntries(Object.entries(measures).map(([name, { field }]) => [`measures/${name}`, field])),
    joints: pain,
    symptoms: pain,
    discomfort,
    "session/status": status,
    "session/durationMin": minutes,
    "session/rpe": effort,
    ownCall,
    note,
  }

  return {
    element: element(
      "div",
      { class: "questions" },
      pain.element,
      ...scales,
      numbers,
      discomfort.element,
      status.element,
      minutes.element,
      effort.element,
      sets.element,
      extras,
      ownCall.element,
    ),
    fields,
    showFor: (phase: Phase) => {
      for (const [shown, at] of shownAt) shown.hidden = !at.includes(phase)
      sets.setKind(phase === "afterWarmup" ? "warmup" : "working")
    },
    clear: () => {
      for (const field of [
        pain,
        ...Object.values(measures).map(({ field: each }) => each),
        discomfort,
        status,
        minutes,
        effort,
        note,
        ownCall,
      ])
        field.clear()
      sets.clear()
    },
    /** What must be said before it can be sent, told as the API tells problems; null for nothing. */
    missing: (phase: Phase): Problem | null => {
      if (pain.missingLevel()) return problemAt("/joints", "how much does it hurt, from 0 to 10?")
      const isEmpty = Object.keys(answers(phase)).length === 0
      return isEmpty ? { status: 0, title: "", detail: "Answer at least one question.", errors: [] } : null
    },
    /** The answers as a check-in carries them; what was not answered is absent. */
    read: answers,
  }

  function answers(phase: Phase): Readonly<Record<string, unknown>> {
    const asked = Object.entries(measures).flatMap(([name, { field, at }]) => {
      const value = at.includes(phase) ? field.read() : undefined
      return value === undefined ? [] : [[name, value] as const]
    })
    const session = { ...sessionAnswers(phase), ...(sets.read().length > 0 && { sets: sets.read() }) }
    return present({
      measures: asked.length > 0 ? Object.fromEntries(asked) : undefined,
      joints: pain.read()?.joints,
      symptoms: pain.read()?.symptoms,
      discomfort: phase === "afterWarmup" ? discomfort.read() : undefined,
      ownCall: phase === "postSession" ? undefined : ownCall.read(),
      session: !before.includes(phase) && Object.keys(session).length > 0 ? session : undefined,
      note: note.read(),
    })
  }

  function sessionAnswers(phase: Phase): object {
    if (phase !== "postSession") return {}
    return present({ status: status.read(), durationMin: minutes.read(), rpe: numberOf(effort.read()) })
  }
}

function problemAt(pointer: string, message: string): Problem {
  return { status: 0, title: "", detail: message, errors: [{ pointer, message }] }
}

function present(values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}

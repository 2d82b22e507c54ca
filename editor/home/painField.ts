import type { CheckIn } from "@barometer/engine/readiness"
import { element, fill, newId } from "./element.ts"
import { choiceField, complainOf, complaintLine, type Field, numberOf } from "./fields.ts"

type JointReading = NonNullable<CheckIn["joints"]>[number]
type Joint = JointReading["joint"]
type Symptom = NonNullable<CheckIn["symptoms"]>[number]

export interface Pain {
  readonly joints: readonly JointReading[]
  readonly symptoms: readonly Symptom[]
}

const joints: Readonly<Record<Joint, string>> = {
  knee: "Knee",
  shoulder: "Shoulder",
  lowerBack: "Lower back",
  hip: "Hip",
  elbow: "Elbow",
  wrist: "Wrist",
  ankle: "Ankle",
  neck: "Neck",
}
const symptoms: Readonly<Record<Symptom, string>> = {
  sharpPain: "Sharp pain",
  fever: "Fever",
  chestPain: "Chest pain",
  fainting: "Fainting",
}

/** Where does it hurt, how much, and is there a warning symptom; "nothing" is an answer, no answer is none. */
export function painField(): Field<Pain> & { readonly missingLevel: () => boolean } {
  const complaint = complaintLine()
  const levels = element("div", { class: "levels" })
  const rated = new Map<Joint, { readonly pain: Field<string>; readonly side: Field<string> }>()

  const nothing = chip("Nothing", () => {
    for (const each of [...jointChips.values(), ...symptomChips.values()]) each.input.checked = false
    sync()
  })
  const untick = () => {
    nothing.input.checked = false
    sync()
  }
  const jointChips = chips(joints, untick)
  const symptomChips = chips(symptoms, untick)

  const sync = () => {
    for (const [joint, { input }] of jointChips) {
      if (input.checked && !rated.has(joint)) rated.set(joint, levelOf(joints[joint]))
      if (!input.checked) rated.delete(joint)
    }
    fill(
      levels,
      ...[...rated.values()].map(({ pain, side }) => element("div", { class: "level" }, pain.element, side.element)),
    )
  }
  const clear = () => {
    for (const each of [nothing, ...jointChips.values(), ...symptomChips.values()]) each.input.checked = false
    sync()
  }
  const field = element(
    "fieldset",
    { class: "field pain" },
    element("legend", {}, "Does a joint hurt, or is there a warning symptom?"),
    element("div", { class: "chips" }, nothing.element, ...[...jointChips.values()].map((each) => each.element)),
    element("div", { class: "chips symptoms" }, ...[...symptomChips.values()].map((each) => each.element)),
    levels,
    complaint,
  )
  const chosen = <Name>(from: ReadonlyMap<Name, Chip>) =>
    [...from].flatMap(([name, { input }]) => (input.checked ? [name] : []))
  return {
    element: field,
    missingLevel: () => [...rated.values()].some(({ pain }) => pain.read() === undefined),
    read: () => {
      const hurting = chosen(jointChips)
      const warned = chosen(symptomChips)
      if (!nothing.input.checked && hurting.length + warned.length === 0) return undefined
      return {
        joints: hurting.flatMap((joint): JointReading[] => {
          const pain = numberOf(rated.get(joint)?.pain.read())
          const side = sides.find((each) => each === rated.get(joint)?.side.read())
          return pain === undefined ? [] : [{ joint, pain, ...(side !== undefined && { side }) }]
        }),
        symptoms: warned,
      }
    },
    clear,
    complain: (message) => complainOf(field, complaint, message),
  }
}

const sides = ["left", "right", "both"] as const

function levelOf(name: string): { readonly pain: Field<string>; readonly side: Field<string> } {
  const levels = Array.from({ length: 11 }, (_, level) => ({
    value: String(level),
    label: String(level),
    spoken: `${name} pain ${level} of 10`,
  }))
  return {
    pain: choiceField(`${name}: how much, 0 to 10`, levels, { ends: ["none", "worst imaginable"], kind: "eleven" }),
    side: choiceField(
      `${name}: which side`,
      sides.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) })),
      { kind: "slim" },
    ),
  }
}

interface Chip {
  readonly input: HTMLInputElement
  readonly element: HTMLElement
}

function chips<Name extends string>(
  labels: Readonly<Record<Name, string>>,
  onChange: () => void,
): ReadonlyMap<Name, Chip> {
  const names = Object.keys(labels) as Name[]
  return new Map(names.map((name) => [name, chip(labels[name], onChange)]))
}

function chip(label: string, onChange: () => void): Chip {
  const id = newId("chip")
  const input = element("input", { type: "checkbox", id, change: onChange })
  return { input, element: element("span", { class: "chip" }, input, element("label", { for: id }, label)) }
}

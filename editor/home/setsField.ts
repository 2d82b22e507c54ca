import { type Child, element, fill, newId } from "./element.ts"
import { numberOf } from "./fields.ts"

export interface TypedSet {
  readonly exercise: string
  readonly kind: "warmup" | "working"
  readonly [number: string]: number | string
}

const columns = [
  { name: "loadKg", label: "Load, kg", min: 0, max: 1000, step: 0.25 },
  { name: "reps", label: "Reps", min: 0, max: 500, step: 1 },
  { name: "targetReps", label: "Planned reps", min: 0, max: 500, step: 1 },
  { name: "rpe", label: "RPE", min: 1, max: 10, step: 0.5 },
  { name: "meanVelocity", label: "Speed, m/s", min: 0, max: 4, step: 0.01 },
] as const

/** The sets of a session, a row each; a row without an exercise is no set. */
export function setsField() {
  const rows: { readonly read: () => TypedSet | null; readonly element: HTMLElement }[] = []
  const body = element("div", { class: "sets" })
  let kind: TypedSet["kind"] = "working"
  const title = element("summary", {}, "Sets (optional)")
  const add = () => {
    const last = rows.at(-1)?.read()
    rows.push(setRow(rows.length + 1, () => kind, last?.exercise ?? ""))
    fill(body, ...rows.map((row): Child => row.element))
    rows.at(-1)?.element.querySelector("input")?.focus()
  }
  return {
    element: element(
      "details",
      { class: "field sets-field" },
      title,
      body,
      element("button", { type: "button", class: "quiet-button", click: add }, "Add a set"),
    ),
    setKind: (next: TypedSet["kind"]) => {
      kind = next
      title.textContent = next === "warmup" ? "Warm-up sets (optional)" : "Sets (optional)"
    },
    read: () => rows.flatMap((row) => row.read() ?? []),
    clear: () => {
      rows.length = 0
      fill(body)
    },
  }
}

function setRow(number: number, kind: () => TypedSet["kind"], exercise: string) {
  const name = labelled(`Set ${number}: exercise`, { type: "text", maxlength: 80, value: exercise })
  const numbers = columns.map(({ name: key, label, ...limits }) => ({
    key,
    ...labelled(label, { type: "number", inputmode: limits.step < 1 ? "decimal" : "numeric", ...limits }),
  }))
  return {
    element: element("div", { class: "set" }, name.element, ...numbers.map((each) => each.element)),
    read: (): TypedSet | null => {
      if (name.input.value.trim() === "") return null
      const typed = numbers.flatMap(({ key, input }) => {
        const value = numberOf(input.value)
        return value === undefined ? [] : [[key, value] as const]
      })
      return { exercise: name.input.value.trim(), kind: kind(), ...Object.fromEntries(typed) }
    },
  }
}

function labelled(label: string, attributes: Readonly<Record<string, string | number>>) {
  const id = newId("set")
  const input = element("input", { id, autocomplete: "off", ...attributes })
  return { input, element: element("div", {}, element("label", { for: id }, label), input) }
}

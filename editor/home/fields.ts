import { element, newId } from "./element.ts"

/** A question of the form. `read` answers undefined when it was left out. */
export interface Field<T> {
  readonly element: HTMLElement
  read(): T | undefined
  clear(): void
  /** Shows what is wrong with the answer, or nothing. */
  complain(message: string | null): void
}

export interface Choice {
  readonly value: string
  readonly label: string
  /** Read out in place of the label, when that is only a number. */
  readonly spoken?: string
}

/** One choice out of few, as large buttons in a row; nothing is chosen unless `chosen` says so. */
export function choiceField(
  question: string,
  choices: readonly Choice[],
  options: {
    readonly hint?: string
    readonly ends?: readonly [string, string]
    readonly chosen?: string
    readonly onChange?: (value: string) => void
    readonly kind?: string
  } = {},
): Field<string> {
  const name = newId("choice")
  const complaint = complaintLine()
  const inputs = choices.map(({ value }) =>
    element("input", {
      type: "radio",
      name,
      value,
      id: newId("option"),
      checked: value === options.chosen,
      change: () => options.onChange?.(value),
    }),
  )
  const clearButton = element(
    "button",
    { type: "button", class: "clear", "aria-label": `Clear the answer to: ${question}` },
    "Clear",
  )
  const [low, high] = options.ends ?? []
  const below = element(
    "div",
    { class: "below" },
    low !== undefined && element("span", { "aria-hidden": "true" }, low),
    clearButton,
    high !== undefined && element("span", { "aria-hidden": "true" }, high),
  )
  const showClear = () => {
    const isUnanswered = options.chosen !== undefined || inputs.every((input) => !input.checked)
    clearButton.hidden = isUnanswered
    below.hidden = isUnanswered && options.ends === undefined
  }
  const clear = () => {
    for (const input of inputs) input.checked = input.value === options.chosen
    showClear()
  }
  clearButton.addEventListener("click", clear)
  const row = element(
    "div",
    { class: `segments ${options.kind ?? ""}`, change: showClear },
    ...choices.map(({ label, spoken }, index) => {
      const input = inputs[index]
      if (input !== undefined && spoken !== undefined) input.setAttribute("aria-label", spoken)
      return element("span", {}, input, element("label", { for: input?.id ?? "" }, label))
    }),
  )
  const field = element(
    "fieldset",
    { class: "field" },
    element("legend", {}, question),
    options.hint !== undefined && element("p", { class: "hint" }, options.hint),
    row,
    below,
    complaint,
  )
  showClear()
  return {
    element: field,
    read: () => inputs.find((input) => input.checked)?.value,
    clear,
    complain: (message) => complainOf(field, complaint, message),
  }
}

/** A scale of whole levels from 1 to 5, its ends in words. */
export function scaleField(question: string, low: string, high: string): Field<number> {
  const levels = [1, 2, 3, 4, 5].map((level) => {
    const end = level === 1 ? `, ${low}` : level === 5 ? `, ${high}` : ""
    return { value: String(level), label: String(level), spoken: `${level} of 5${end}` }
  })
  const field = choiceField(question, levels, { ends: [low, high] })
  return { ...field, read: () => numberOf(field.read()) }
}

/** A number with its unit beside it. */
export function numberField(
  question: string,
  unit: string,
  limits: { readonly min: number; readonly max: number; readonly step: number },
): Field<number> {
  const id = newId("number")
  const complaint = complaintLine()
  const input = element("input", {
    id,
    type: "number",
    inputmode: limits.step < 1 ? "decimal" : "numeric",
    ...limits,
    autocomplete: "off",
  })
  const field = element(
    "div",
    { class: "field number" },
    element("label", { for: id }, question, element("span", { class: "hidden-text" }, `, ${unit}`)),
    element("div", { class: "with-unit" }, input, element("span", { class: "unit", "aria-hidden": "true" }, unit)),
    complaint,
  )
  return {
    element: field,
    read: () => numberOf(input.value),
    clear: () => {
      input.value = ""
    },
    complain: (message) => complainOf(input, complaint, message),
  }
}

/** A line of text. */
export function textField(
  question: string,
  attributes: Readonly<Record<string, string | number | boolean>> = {},
  hint?: string,
): Field<string> & { readonly input: HTMLInputElement } {
  const id = newId("text")
  const complaint = complaintLine()
  const input = element("input", { id, type: "text", autocomplete: "off", ...attributes })
  const field = element(
    "div",
    { class: "field" },
    element("label", { for: id }, question),
    input,
    hint !== undefined && element("p", { class: "hint under", id: `${id}-hint` }, hint),
    complaint,
  )
  if (hint !== undefined) input.setAttribute("aria-describedby", `${id}-hint`)
  return {
    element: field,
    input,
    read: () => (input.value.trim() === "" ? undefined : input.value.trim()),
    clear: () => {
      input.value = ""
    },
    complain: (message) => complainOf(input, complaint, message),
  }
}

/** A number that was typed, or undefined for none. */
export function numberOf(text: string | undefined): number | undefined {
  if (text === undefined || text.trim() === "") return undefined
  const value = Number(text.replace(",", "."))
  return Number.isFinite(value) ? value : undefined
}

/** Where a field says what is wrong with it. */
export function complaintLine(): HTMLElement {
  return element("p", { class: "complaint", id: newId("complaint"), hidden: true })
}

/** Ties a complaint to the control it is about, or takes it back. */
export function complainOf(control: HTMLElement, line: HTMLElement, message: string | null): void {
  line.hidden = message === null
  line.textContent = message ?? ""
  if (message === null) {
    control.removeAttribute("aria-invalid")
    if (control.getAttribute("aria-describedby") === line.id) control.removeAttribute("aria-describedby")
  } else {
    if (control instanceof HTMLInputElement) control.setAttribute("aria-invalid", "true")
    control.setAttribute("aria-describedby", line.id)
  }
}

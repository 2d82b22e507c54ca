import { type Problem, Refused } from "./api.ts"
import { element } from "./element.ts"
import { textField } from "./fields.ts"

export interface Question {
  /** As the API names it. */
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly attributes?: Readonly<Record<string, string | number | boolean>>
}

const plain = (text: string) => text.replaceAll("`", "")

/**
 * A form of a few lines of text. `send` gets what was typed, without what was left empty; what the API refuses is shown
 * at the line it is about, or above the button.
 */
export function accountForm(
  questions: readonly Question[],
  submit: string,
  send: (values: Readonly<Record<string, string>>) => Promise<void>,
): HTMLFormElement {
  const fields = questions.map((question) => ({
    name: question.name,
    field: textField(question.label, { name: question.name, ...question.attributes }, question.hint),
  }))
  const general = element("p", { class: "banner complaint-general", role: "alert", hidden: true })
  const button = element("button", { type: "submit", class: "primary" }, submit)

  const complain = (problem: Problem | null) => {
    const elsewhere: string[] = problem !== null && problem.errors.length === 0 ? [problem.detail] : []
    for (const { field } of fields) field.complain(null)
    for (const { pointer, message } of problem?.errors ?? []) {
      const about = fields.find(({ name }) => pointer === `/${name}` || pointer.startsWith(`/${name}/`))
      if (about === undefined) elsewhere.push(message)
      else about.field.complain(sentence(message.split("; ").at(-1) ?? message))
    }
    general.hidden = elsewhere.length === 0
    general.textContent = elsewhere.map(sentence).join(" ")
    form.querySelector<HTMLElement>("[aria-invalid]")?.focus()
  }

  const form = element(
    "form",
    {
      class: "account-form",
      novalidate: true,
      submit: (event) => {
        event.preventDefault()
        void submitAnswers()
      },
    },
    ...fields.map(({ field }) => field.element),
    general,
    element("div", { class: "buttons" }, button),
  )
  const submitAnswers = async () => {
    complain(null)
    button.disabled = true
    try {
      const typed = fields.map(({ name, field }): [string, string] => [name, field.input.value])
      await send(Object.fromEntries(typed.filter(([, value]) => value !== "")))
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      complain(error.problem)
    } finally {
      button.disabled = false
    }
  }
  return form
}

function sentence(message: string): string {
  const text = plain(message)
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? "" : "."}`
}

export const email: Question = {
  name: "email",
  label: "E-mail address",
  attributes: { type: "email", autocomplete: "username", required: true },
}
export const yourName: Question = {
  name: "name",
  label: "Your name",
  attributes: { autocomplete: "name", required: true },
}
export const newPassword: Question = {
  name: "password",
  label: "Password",
  hint: "At least ten characters; several words are easiest to remember.",
  attributes: { type: "password", autocomplete: "new-password", required: true },
}

import { listAthletes, post, type Problem, Refused, type RecordedDecision } from "./api.ts"
import { checkInAnswer } from "./checkInAnswer.ts"
import { checkInQuestions, type Phase, phases } from "./checkInQuestions.ts"
import { localToday } from "./days.ts"
import { element, fill } from "./element.ts"
import { choiceField, textField } from "./fields.ts"

const rememberedAthlete = "barometer.athlete"

/** The check-in form and, under it, the verdict on what was sent; for one athlete alone, who then is not asked for. */
export function checkInForm(only?: { readonly athleteId: string }) {
  const athletes = element("datalist", { id: "known-athletes" })
  const athlete = textField(
    "Athlete",
    { list: "known-athletes", maxlength: 64, required: true, value: only?.athleteId ?? remembered() },
    "Letters and digits; a space becomes a dot.",
  )
  const day = textField("Date", { type: "date", value: localToday(), max: localToday() })
  const questions = checkInQuestions()
  const phase = choiceField(
    "When",
    Object.entries(phases).map(([value, label]) => ({ value, label })),
    { chosen: "morning", onChange: (value) => questions.showFor(phaseOf(value)), kind: "phases" },
  )
  const general = element("p", { class: "banner complaint-general", role: "alert", hidden: true })
  const send = element("button", { type: "submit", class: "primary" }, "Show the verdict")
  const answer = element("div", { class: "answer", "aria-live": "polite" })
  /** What was last sent, so that sending again for the same moment replaces it. */
  let sent: { readonly moment: string; readonly clientId: string } | null = null
  let clientId = crypto.randomUUID()

  const complain = (problem: Problem | null) => {
    const fields = { athleteId: athlete, localDate: day, phase, ...questions.fields }
    for (const field of Object.values(fields)) field.complain(null)
    const elsewhere: string[] = []
    for (const { pointer, message } of problem?.errors ?? []) {
      const [first = "", second = ""] = pointer.slice(1).split("/")
      const field = Object.entries(fields).find(([name]) => name === `${first}/${second}` || name === first)?.[1]
      if (field === undefined) elsewhere.push(message)
      else field.complain(plainly(message))
    }
    if (problem !== null && problem.errors.length === 0) elsewhere.push(problem.detail)
    general.hidden = elsewhere.length === 0
    general.textContent = elsewhere.join(" ")
    form.querySelector<HTMLElement>("[aria-invalid], fieldset[aria-describedby] input")?.focus()
  }

  const submit = async () => {
    const athleteId = only?.athleteId ?? toAthleteId(athlete.read() ?? "")
    const at = phaseOf(phase.read())
    const localDate = day.read() ?? localToday()
    const missing = questions.missing(at)
    complain(missing)
    if (missing !== null) return
    const moment = `${athleteId} ${localDate} ${at}`
    send.disabled = true
    try {
      const decision = await post<RecordedDecision>("/api/check-ins", {
        type: "checkIn",
        athleteId,
        clientId,
        recordedAt: new Date().toISOString(),
        localDate,
        phase: at,
        ...(sent?.moment === moment && { supersedes: sent.clientId }),
        ...questions.read(at),
      })
      athlete.input.value = athleteId
      if (only === undefined) remember(athleteId)
      sent = { moment, clientId }
      clientId = crypto.randomUUID()
      fill(
        answer,
        checkInAnswer(decision, { correct: () => form.scrollIntoView(), continueWith, withFiles: only === undefined }),
      )
      answer.querySelector<HTMLElement>("h3")?.focus()
    } catch (error) {
      if (error instanceof Refused) complain(error.problem)
      else throw error
    } finally {
      send.disabled = false
    }
  }

  /** Leaves the athlete and asks the questions of a later phase of the day. */
  const continueWith = (next: Phase) => {
    questions.clear()
    fill(answer)
    for (const input of phase.element.querySelectorAll("input")) input.checked = input.value === next
    questions.showFor(next)
    form.scrollIntoView()
    questions.element.querySelector<HTMLElement>("input")?.focus()
  }

  const form = element(
    "form",
    {
      class: "check-in",
      novalidate: true,
      submit: (event) => {
        event.preventDefault()
        void submit()
      },
    },
    element("div", { class: "pair" }, only === undefined && athlete.element, day.element),
    athletes,
    phase.element,
    questions.element,
    general,
    element("div", { class: "send" }, send),
  )
  questions.showFor("morning")
  return {
    element: element("div", { class: "check-in-view" }, form, answer),
    /** Offers the names that are already there. */
    suggestAthletes: async () => {
      const known = await listAthletes().catch(() => [])
      fill(athletes, ...known.map(({ id }) => element("option", { value: id })))
    },
  }
}

/** A problem's message as the person at the field needs it: what is expected. */
function plainly(message: string): string {
  const expected = (message.split("; ").at(-1) ?? message).replaceAll("`", "")
  return expected.charAt(0).toUpperCase() + expected.slice(1)
}

function phaseOf(value: string | undefined): Phase {
  return (Object.keys(phases) as Phase[]).find((phase) => phase === value) ?? "morning"
}

/** Letters that are no other letter with a mark. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  ø: "o",
  Ø: "O",
  æ: "ae",
  Æ: "Ae",
  ł: "l",
  Ł: "L",
  đ: "d",
  Đ: "D",
}

/** A name as the API takes it: no accents, dots for spaces. */
function toAthleteId(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{Mark}/gu, "")
    .replaceAll(/[ßøØæÆłŁđĐ]/g, (letter) => plainLetters[letter] ?? letter)
    .trim()
    .replaceAll(/\s+/g, ".")
}

function remembered(): string {
  try {
    return localStorage.getItem(rememberedAthlete) ?? ""
  } catch {
    return ""
  }
}

function remember(athleteId: string): void {
  try {
    localStorage.setItem(rememberedAthlete, athleteId)
  } catch {
    // A browser that keeps nothing only costs typing the name again.
  }
}

import { element } from "./element.ts"

export interface Me {
  readonly kind: "owner" | "member" | "key" | "link"
  readonly role: "athlete" | "coach" | "admin"
  readonly athleteId: string | null
  readonly name: string | null
  readonly email: string | null
  readonly organisation: { readonly id: string; readonly name: string } | null
  readonly organisations: readonly { readonly id: string; readonly name: string }[]
}

/** A part of the page under its own title. */
export function panel(title: string, about: string, ...contents: readonly (Node | false)[]): HTMLElement {
  return element(
    "section",
    { class: "panel", "aria-label": title },
    element("h2", {}, title),
    element("p", { class: "muted" }, about),
    ...contents,
  )
}

/** What is shown this once: a link or a key, to be copied. */
export function shownOnce(about: string, text: string): HTMLElement {
  const copy = element("button", { type: "button", class: "quiet-button" }, "Copy")
  copy.addEventListener("click", () => {
    void navigator.clipboard.writeText(text).then(() => (copy.textContent = "Copied"))
  })
  return element(
    "div",
    { class: "shown-once", role: "status" },
    element("p", {}, about),
    element("code", {}, text),
    element("div", {}, copy),
  )
}

/** A list of things, each with what can be done to it. */
export function rows(
  items: readonly { readonly text: string; readonly action?: readonly [string, () => Promise<unknown>] }[],
): HTMLElement {
  const toRow = ({ text, action }: (typeof items)[number]) =>
    element(
      "li",
      {},
      element(
        "div",
        {},
        element("p", {}, text),
        action !== undefined &&
          element(
            "button",
            {
              type: "button",
              class: "quiet-button",
              "aria-label": `${action[0]}: ${text}`,
              click: () => void action[1]().then(() => location.reload()),
            },
            action[0],
          ),
      ),
    )
  return items.length === 0
    ? element("p", { class: "muted" }, "None yet.")
    : element("ul", { class: "rows" }, ...items.map(toRow))
}

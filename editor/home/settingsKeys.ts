import { accountForm } from "./accountForm.ts"
import { get, post, send } from "./api.ts"
import { element } from "./element.ts"
import { panel, rows, shownOnce } from "./settingsParts.ts"

interface Issued {
  readonly id: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly lastUsedAt: string | null
  readonly revokedAt: string | null
}
interface ApiKey extends Issued {
  readonly name: string
  readonly scopes: readonly string[]
  readonly athleteId: string | null
  readonly key?: string
}
interface CheckInLink extends Issued {
  readonly athleteId: string
  readonly link?: string
}

const scopes = [
  "checkIns:write",
  "decisions:read",
  "athletes:read",
  "athletes:write",
  "overrides:write",
  "rulesets:read",
  "rulesets:write",
  "audit:read",
  "export:read",
  "webhooks:write",
  "metrics:read",
]

function standing({ expiresAt, lastUsedAt }: Issued): string {
  const used = lastUsedAt === null ? "not used yet" : `last used ${lastUsedAt.slice(0, 16).replace("T", " ")} UTC`
  return `until ${expiresAt.slice(0, 10)}, ${used}`
}

const isLive = ({ revokedAt, expiresAt }: Issued) => revokedAt === null && Date.parse(expiresAt) > Date.now()

export async function keysPanel(): Promise<HTMLElement> {
  const { keys } = await get<{ keys: readonly ApiKey[] }>("/api/keys")
  const shown = element("div", {})
  const boxes = scopes.map((scope) =>
    element("input", { type: "checkbox", value: scope, checked: scope === "checkIns:write" }),
  )
  const name = { name: "name", label: "What it is for" }
  const athlete = {
    name: "athleteId",
    label: "For one athlete only",
    hint: "Leave it empty for all that you reach yourself.",
  }
  const form = accountForm([name, athlete], "Make the key", async (typed) => {
    const chosen = boxes.filter(({ checked }) => checked).map(({ value }) => value)
    const made = await post<ApiKey>("/api/keys", { name: "", ...typed, scopes: chosen })
    shown.replaceChildren(shownOnce("The key, shown this once:", made.key ?? ""))
    form.reset()
  })
  form.prepend(
    element(
      "fieldset",
      { class: "field" },
      element("legend", {}, "It may"),
      element("div", { class: "scopes" }, ...boxes.map((box) => element("label", {}, box, box.value))),
    ),
  )
  return panel(
    "API keys",
    "For devices and other programs. A key does what it is made for and no more than its maker may, as long as the maker may.",
    rows(
      keys.filter(isLive).map((key) => ({
        text: `${key.name} — ${key.scopes.join(", ")}${key.athleteId === null ? "" : `, for ${key.athleteId}`}; ${standing(key)}`,
        action: ["Revoke", () => send("DELETE", `/api/keys/${key.id}`)] as const,
      })),
    ),
    element("details", {}, element("summary", {}, "Make a key"), form, shown),
  )
}

export async function linksPanel(): Promise<HTMLElement> {
  const { links } = await get<{ links: readonly CheckInLink[] }>("/api/check-in-links")
  const shown = element("div", {})
  const form = accountForm([{ name: "athleteId", label: "Athlete" }], "Make the link", async (typed) => {
    const made = await post<CheckInLink>("/api/check-in-links", { athleteId: "", ...typed })
    shown.replaceChildren(shownOnce(`For ${made.athleteId}, shown this once:`, made.link ?? ""))
    form.reset()
  })
  return panel(
    "Check-in links",
    "For athletes without an account: who has the link checks in as this athlete and sees the verdict, and nothing else.",
    rows(
      links.filter(isLive).map((link) => ({
        text: `${link.athleteId} — ${standing(link)}`,
        action: ["Revoke", () => send("DELETE", `/api/check-in-links/${link.id}`)] as const,
      })),
    ),
    element("details", {}, element("summary", {}, "Make a link"), form, shown),
  )
}

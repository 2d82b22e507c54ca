import { accountForm, newPassword } from "./accountForm.ts"
import { get, post } from "./api.ts"
import { element } from "./element.ts"
import { keysPanel, linksPanel } from "./settingsKeys.ts"
import { membersPanel, teamsPanel } from "./settingsMembers.ts"
import { type Me, panel } from "./settingsParts.ts"

/** Who one is, and what one may hand out: members, teams, keys and check-in links. */
export async function settingsView(): Promise<HTMLElement> {
  const me = await get<Me>("/api/me")
  const isCoach = me.role !== "athlete"
  const panels = [
    me.kind === "owner" ? alonePanel() : mePanel(me),
    isCoach && me.organisation !== null && (await membersPanel(me)),
    isCoach && (await teamsPanel(me)),
    isCoach && (await linksPanel()),
    await keysPanel(),
  ]
  return element("div", { class: "panels" }, ...panels)
}

function alonePanel(): HTMLElement {
  return panel(
    "You alone",
    "There are no accounts: whoever uses this machine owns everything. An organisation has members who sign in; what is logged already stays.",
    element("a", { class: "button", href: "/setup" }, "Make this an organisation"),
  )
}

function mePanel(me: Me): HTMLElement {
  const signOut = async () => {
    await post("/api/auth/sign-out", {})
    location.assign("/sign-in")
  }
  const choose = async (id: string) => {
    await post("/api/me/organisation", { id })
    location.reload()
  }
  const current = {
    name: "current",
    label: "Present password",
    attributes: { type: "password", autocomplete: "current-password" },
  }
  const others = me.organisations.filter(({ id }) => id !== me.organisation?.id)
  return panel(
    me.name ?? "You",
    `${me.email ?? ""} — ${me.role} of ${me.organisation?.name ?? ""}${me.athleteId === null ? "" : `, athlete ${me.athleteId}`}`,
    element(
      "div",
      { class: "buttons" },
      element("button", { type: "button", class: "button", click: () => void signOut() }, "Sign out"),
      ...others.map(({ id, name }) =>
        element("button", { type: "button", class: "quiet-button", click: () => void choose(id) }, `Go to ${name}`),
      ),
    ),
    element(
      "details",
      {},
      element("summary", {}, "Change your password"),
      accountForm([current, { ...newPassword, name: "next", label: "New password" }], "Change it", async (typed) => {
        await post("/api/auth/password", { current: "", next: "", ...typed })
        location.reload()
      }),
    ),
  )
}

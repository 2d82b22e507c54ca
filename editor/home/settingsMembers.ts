import { accountForm, email } from "./accountForm.ts"
import { get, post, send } from "./api.ts"
import { element } from "./element.ts"
import { choiceField } from "./fields.ts"
import { type Me, panel, rows, shownOnce } from "./settingsParts.ts"

interface Member {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly role: string
  readonly athleteId: string | null
  readonly teams: readonly string[]
}
interface Invitation extends Omit<Member, "name"> {
  readonly expiresAt: string
  readonly link?: string
  readonly mailed?: boolean
}

const about = ({ role, athleteId, teams }: Pick<Member, "role" | "athleteId" | "teams">) =>
  [role, athleteId ?? teams.join(", ")].filter((part) => part !== "").join(" ")

export async function membersPanel(me: Me): Promise<HTMLElement> {
  const { members } = await get<{ members: readonly Member[] }>("/api/members")
  const { invitations } = await get<{ invitations: readonly Invitation[] }>("/api/invitations")
  return panel(
    "Members",
    "Whoever is invited gets a link, which you hand on; it can be accepted for seven days.",
    rows(
      members.map((member) => ({
        text: `${member.name} (${member.email}) — ${about(member)}`,
        ...(me.role === "admin" &&
          member.email !== me.email && {
            action: ["Remove", () => send("DELETE", `/api/members/${member.id}`)] as const,
          }),
      })),
    ),
    invitations.length > 0 && element("h3", {}, "Invited"),
    invitations.length > 0 &&
      rows(
        invitations.map((invitation) => ({
          text: `${invitation.email} — ${about(invitation)}, until ${invitation.expiresAt.slice(0, 10)}`,
          action: ["Take back", () => send("DELETE", `/api/invitations/${invitation.id}`)] as const,
        })),
      ),
    inviteForm(me),
  )
}

function inviteForm(me: Me): HTMLElement {
  const shown = element("div", {})
  const role = choiceField(
    "As",
    (me.role === "admin" ? ["athlete", "coach", "admin"] : ["athlete"]).map((value) => ({ value, label: value })),
    { chosen: "athlete", onChange: (value) => showFor(value) },
  )
  /** An athlete comes with a log, a coach with teams. */
  const showFor = (chosen: string) => {
    for (const [name, of] of [
      ["athleteId", "athlete"],
      ["teams", "coach"],
    ]) {
      const field = form.querySelector<HTMLElement>(`.field:has([name="${name}"])`)
      if (field !== null) field.hidden = chosen !== of
    }
  }
  const athlete = {
    name: "athleteId",
    label: "Athlete",
    hint: "Of an athlete: whose log it is, as the log names them.",
  }
  const teams = { name: "teams", label: "Teams", hint: "Of a coach: the teams' ids, with commas between." }
  const form = accountForm([email, athlete, ...(me.role === "admin" ? [teams] : [])], "Invite", async (typed) => {
    const { email: address = "", athleteId, teams: named = "" } = typed
    const chosen = role.read() ?? "athlete"
    const ids = named
      .split(",")
      .map((id) => id.trim())
      .filter((id) => id !== "")
    const invitation = await post<Invitation>("/api/invitations", {
      email: address,
      role: chosen,
      ...(chosen === "athlete" && { athleteId }),
      ...(chosen === "coach" && { teams: ids }),
    })
    shown.replaceChildren(
      shownOnce(
        `${invitation.mailed === true ? "Mailed to" : "For"} ${invitation.email}, shown this once:`,
        invitation.link ?? "",
      ),
    )
    form.reset()
    showFor("athlete")
  })
  form.prepend(role.element)
  showFor("athlete")
  return element("details", {}, element("summary", {}, "Invite somebody"), form, shown)
}

export async function teamsPanel(me: Me): Promise<HTMLElement> {
  const { teams } = await get<{ teams: readonly { id: string; name: string }[] }>("/api/teams")
  const id = { name: "id", label: "Id", hint: "The word by which athletes' logs name the team." }
  const name = { name: "name", label: "Name" }
  const form = accountForm([id, name], "Make the team", async (typed) => {
    await post("/api/teams", { id: "", name: "", ...typed })
    location.reload()
  })
  return panel(
    "Teams",
    "An athlete is in the team that the log names last; a team's coaches see its athletes.",
    rows(
      teams.map((team) => ({
        text: `${team.name} (${team.id})`,
        ...(me.role === "admin" && { action: ["Dissolve", () => send("DELETE", `/api/teams/${team.id}`)] as const }),
      })),
    ),
    me.role === "admin" && element("details", {}, element("summary", {}, "Make a team"), form),
  )
}

import { accountForm, email, newPassword, yourName } from "./accountForm.ts"
import { get, post, Refused } from "./api.ts"
import { byId, element, fill, type Child } from "./element.ts"
import { settingsView } from "./settings.ts"

interface SetUpState {
  readonly mode: "singlePerson" | "needsSetUp" | "organisation"
  readonly signUp: boolean
}

const organisation = {
  name: "organisation",
  label: "Organisation",
  hint: "Your club, gym or team, as its members know it.",
  attributes: { autocomplete: "organization", required: true },
}

function show(title: string, subtitle: string, ...contents: readonly Child[]): void {
  document.title = `${title} — Barometer`
  byId("title").textContent = title
  byId("subtitle").textContent = subtitle
  fill(byId("content"), ...contents)
}

function goHome(): void {
  location.assign("/")
}

/** What the part of the address after `#` says; it never leaves the browser but in a request of this page. */
const token = location.hash.slice(1)

async function signIn(): Promise<void> {
  const { mode, signUp } = await get<SetUpState>("/api/setup")
  if (mode === "singlePerson") return goHome()
  if (mode === "needsSetUp") {
    show("Set up", "Nobody can sign in yet. Open the link that the server printed when it started.")
    return
  }
  const password = {
    ...newPassword,
    hint: "",
    attributes: { type: "password", autocomplete: "current-password", required: true },
  }
  show(
    "Sign in",
    "With the address that you were invited by.",
    accountForm([email, password], "Sign in", async (typed) => {
      await post("/api/auth/sign-in", { email: "", password: "", ...typed })
      goHome()
    }),
    signUp && element("p", { class: "muted" }, element("a", { href: "/setup" }, "Make an organisation of your own")),
  )
}

async function setUp(): Promise<void> {
  const { mode, signUp } = await get<SetUpState>("/api/setup")
  if (mode === "organisation" && !signUp) return location.assign("/sign-in")
  const path = mode === "organisation" ? "/api/organisations" : "/api/setup"
  const subtitle =
    mode === "singlePerson"
      ? "From then on everybody signs in. What is logged already stays as it is."
      : "You become its first admin, and invite whoever is to join."
  show(
    mode === "singlePerson" ? "Make this an organisation" : "Set up your organisation",
    subtitle,
    accountForm([organisation, yourName, email, newPassword], "Make it", async (typed) => {
      await post(path, { ...typed, ...(mode === "needsSetUp" && { token }) })
      location.assign("/settings")
    }),
  )
}

async function invitation(): Promise<void> {
  const invited = await post<{ organisation: string; email: string; role: string }>("/api/invitations/look-up", {
    token,
  })
  show(
    `Join ${invited.organisation}`,
    `You are invited as ${invited.role === "athlete" || invited.role === "admin" ? "an" : "a"} ${invited.role}, by the address ${invited.email}. If it has an account already, give that account's password.`,
    accountForm([yourName, newPassword], "Join", async (typed) => {
      await post("/api/invitations/acceptance", { token, ...typed })
      goHome()
    }),
  )
}

async function settings(): Promise<void> {
  show("Settings", "", await settingsView())
}

const pages: Readonly<Record<string, () => Promise<void>>> = {
  "/sign-in": signIn,
  "/setup": setUp,
  "/invitation": invitation,
  "/settings": settings,
}

async function open(): Promise<void> {
  const isAtHome = location.pathname === "/settings"
  if (isAtHome)
    fill(
      byId("pages"),
      element("a", { href: "/" }, "Squad"),
      element("a", { href: "/settings", "aria-current": "page" }, "Settings"),
    )
  try {
    await pages[location.pathname]?.()
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    show("That did not work", error.problem.detail.replaceAll("`", ""))
  }
}

void open()

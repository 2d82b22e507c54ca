import { askWith, get, Refused } from "./api.ts"
import { checkInForm } from "./checkInForm.ts"
import { byId, fill } from "./element.ts"

interface Link {
  readonly athleteId: string
  readonly organisation: { readonly name: string } | null
}

/** The check-in page of one athlete, who shows the link's token instead of signing in. */
async function open(): Promise<void> {
  askWith(decodeURIComponent(location.pathname.split("/")[2] ?? ""))
  try {
    const { athleteId, organisation } = await get<Link>("/api/me")
    byId("organisation").textContent = [athleteId, organisation?.name].filter(Boolean).join(", ")
    fill(byId("check-in"), checkInForm({ athleteId }).element)
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    const status = byId("status")
    status.hidden = false
    status.textContent =
      error.problem.status === 401
        ? "This link opens nothing any more. Ask your coach for a new one."
        : error.problem.detail
  }
}

void open()

import type { AuditRow } from "../store/audit.ts"

/** Whether a webhook wants to hear of an action: by its name, or by a pattern that ends in `*`. */
export function isWanted(events: readonly string[], action: string): boolean {
  return events.some((event) => (event.endsWith("*") ? action.startsWith(event.slice(0, -1)) : action === event))
}

/** A change as receivers read it. It names what changed and where to read it, and holds nothing that a role could not read there. */
export function toMessage({ action, at, subject, athleteId, details }: AuditRow): string {
  const [kind, id = ""] = subject.split(/:(.*)/s)
  const links = kind === "decision" ? { decision: `/api/decisions/${id}` } : {}
  return JSON.stringify({ type: action, timestamp: at, data: { subject, athleteId, details, _links: links } })
}

import type { PeopleOptions } from "../../server/src/access/people.ts"
import { createApp } from "../../server/src/app.ts"
import type { TenantParts } from "../../server/src/tenantParts.ts"
import { openApp, type TestApp } from "../support/openApp.ts"
import { openTestStore } from "../support/testStore.ts"

export { now, shippedOf, type TestApp, tiredRuleset } from "../support/openApp.ts"

/** An app over a real database of its own, which goes when the test ends. */
export async function openTestApp(options: Partial<PeopleOptions> = {}): Promise<TestApp> {
  return await openApp(await openTestStore(), "id", options)
}

/** The same app over other parts, whichever tenant asks. */
export function appOver({ server }: TestApp, parts: TenantParts): TestApp["app"] {
  return createApp({ ...server, tenants: { open: () => Promise.resolve(parts) } })
}

/** A check-in that is accepted, with what the test changes of it. */
export function checkIn(changes: Readonly<Record<string, unknown>> = {}) {
  return {
    type: "checkIn",
    athleteId: "ann",
    clientId: "c1",
    localDate: "2026-03-10",
    phase: "morning",
    recordedAt: "2026-03-10T07:30:00Z",
    measures: { fatigue: 2 },
    ...changes,
  }
}

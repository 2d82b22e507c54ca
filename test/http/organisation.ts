import type { PeopleOptions } from "../../server/src/access/people.ts"
import { askerOf, bodyOf, type Organisation, organisationOf, password, sessionOf } from "../support/askers.ts"
import { openTestApp, type TestApp } from "./testApp.ts"

/** A server that others reach, set up with an organisation and its first admin. */
export async function openOrganisation(options: Partial<PeopleOptions> = {}): Promise<TestApp & Organisation> {
  const test = await openTestApp({ onlyThisMachine: false, ...options })
  const token = await test.server.people.setUpToken()
  const account = { name: "Ada", email: "ada@north.example", password }
  const made = await askerOf(test).post("/api/setup", { token, organisation: "North Barbell", ...account })
  await bodyOf(made.clone(), 201)
  return { ...test, ...organisationOf(test, sessionOf(test, made)) }
}

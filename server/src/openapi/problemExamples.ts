import { AppError, type ErrorCode, toProblem } from "../errors.ts"

const atTired = { pointer: "/measures/fatigue", code: "outOfBounds", message: "found 11; expected 1 to 5 of 5" }

/** What each problem says, once; the words are those of the places where it is answered. */
const details: Readonly<Record<Exclude<ErrorCode, "internal">, string>> = {
  malformedJson: "expected JSON; found `}` at line 1, column 12",
  malformedRequest: "the request could not be read",
  forgedCursor: "the `cursor` was not issued here for this question; expected one from `next`, unchanged",
  unauthenticated: "expected a session's cookie or `Authorization: Bearer` with a key",
  wrongPassword: "the address or the password is wrong",
  forbidden: "the key lacks `rulesets:write`",
  crossSite: "a page of another origin may not change anything here",
  notFound: "found no athlete with this id",
  draftExists: "you have a draft of `tired` already; go on with it, or delete it",
  publishedVersion: "a published version never changes; publish the change as the next version",
  outdatedBase: "version 3 was published since version 2, on which the draft is based",
  goldenDaysChange: "1 golden day would get another verdict; name it as accepted, or mend the rules",
  alreadyPinned: "the day is pinned already",
  lastVersion: "`tired` has no other version that is not retired; publish one first",
  stillAssigned: "version 2 is still assigned to somebody; end that first",
  retiredVersion: "`push-or-back-off@2` is retired; expected a version that is not",
  preconditionFailed: "it was changed since; read it again, then change what is there now",
  preconditionRequired: "expected `If-Match` with the `ETag` of what is to be changed",
  alreadyLogged: "`a1` is already logged there with other contents",
  alreadyCorrected: "`a1` was already replaced; correct the entry that replaced it",
  alreadySetUp: "there is an admin already",
  alreadyExists: "there is a team of this name already",
  lastAdmin: "an organisation keeps at least one admin",
  keyInFlight: "a request with this `Idempotency-Key` is being carried out; ask again",
  bodyTooLarge: "found a check-in of more than 65536 bytes",
  unsupportedMediaType: "expected content-type `application/json`",
  misdirected: "this server answers only to `localhost`, `127.0.0.1` and `[::1]`",
  invalidInput: "found 11; expected 1 to 5 of 5 at `/measures/fatigue`",
  tooCostly: "it takes more time or memory to read and decide than a request may; expected less",
  overBudget: "found 900000 check-ins, about 450 s; expected at most `budgetSeconds`, 60 s",
  keyReused: "the `Idempotency-Key` was used for another request; expected a new one",
  tooManyRequests: "found more than 600 requests within a minute",
  tooManyAttempts: "too many attempts; ask again later",
  notReady: "the store does not answer",
  overloaded: "too many requests are being answered; ask again",
}

/** A problem document of each code. */
export const problemExamples: Readonly<Record<string, ReturnType<typeof toProblem>>> = Object.fromEntries(
  Object.entries(details).map(([code, detail]) => [
    code,
    toProblem(new AppError(code as ErrorCode, detail, code === "invalidInput" ? [atTired] : [])),
  ]),
)

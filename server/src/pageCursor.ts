import { createHmac, timingSafeEqual } from "node:crypto"
import type { z } from "zod"
import { AppError } from "./errors.ts"

/** Where a page ends, signed together with the question it answers, so that neither can be changed. */
export function toCursor(position: readonly (string | number)[], question: string, secret: string): string {
  const place = Buffer.from(JSON.stringify(position)).toString("base64url")
  return `${place}.${sign(place, question, secret)}`
}

/** The position that a cursor of ours for the same question holds; anything else is refused as forged. */
export function fromCursor<Position>(
  cursor: string,
  question: string,
  secret: string,
  schema: z.ZodType<Position>,
): Position {
  const [place = "", signature = ""] = cursor.split(".")
  const expected = Buffer.from(sign(place, question, secret))
  const found = Buffer.from(signature)
  if (found.length !== expected.length || !timingSafeEqual(found, expected))
    throw new AppError(
      "forgedCursor",
      "the `cursor` was not issued here for this question; expected one from `next`, unchanged",
    )
  return schema.parse(JSON.parse(Buffer.from(place, "base64url").toString()))
}

function sign(place: string, question: string, secret: string): string {
  return createHmac("sha256", secret).update(`${place} ${question}`).digest("base64url")
}

import { z } from "zod"

/** What a ruleset may weigh, wherever it comes from. */
export const rulesetBytes = 512 * 1024

/** The id of a ruleset in an address. */
export const rulesetIdSchema = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "expected a ruleset's id in kebab-case")

/** What every publication says. */
export const publicationShape = {
  message: z.string().min(1).max(2_000).describe("Why; it stands in the list of versions."),
  acceptedGoldenDays: z
    .array(z.string().min(1).max(64))
    .max(200)
    .default([])
    .describe("Golden days whose new verdicts are meant; they are pinned anew to what the version says."),
}

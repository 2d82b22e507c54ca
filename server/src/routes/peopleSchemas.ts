import { externalIdSchema } from "@barometer/engine/readiness"
import { z } from "zod"
import { passwordLength } from "../access/accounts.ts"
import { roles } from "../access/principal.ts"

/** A line that people read: no line breaks, NUL or halves of characters. */
export const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "one line of well-formed text is expected")
export const emailSchema = z.email().max(254).toLowerCase()
export const passwordSchema = z.string().min(passwordLength.min).max(passwordLength.max)
export const roleSchema = z.enum(roles)
export const teamsSchema = z.array(externalIdSchema).max(100)
export const idParam = z.object({ id: z.string().min(1).max(64) })

export const accountFields = { name: nameSchema, email: emailSchema, password: passwordSchema }

export const meSchema = z
  .object({
    kind: z.enum(["owner", "member", "key", "link"]),
    role: roleSchema,
    athleteId: z.string().nullable().describe("The only athlete within reach; null: there are more, or other ones."),
    teams: z.array(z.string()).nullable().describe("The teams that a coach has; null: not a coach."),
    scopes: z.array(z.string()).nullable().describe("What a key may do; null: not a key."),
    name: z.string().nullable(),
    email: z.string().nullable(),
    organisation: z.object({ id: z.string(), name: z.string() }).nullable(),
    organisations: z
      .array(z.object({ id: z.string(), name: z.string() }))
      .describe("Every one that a member belongs to."),
  })
  .meta({ id: "Me" })

/** What a role needs besides: an athlete's log, a coach's teams. */
const standing = {
  role: roleSchema,
  athleteId: externalIdSchema.optional().describe("Of an athlete: whose log it is."),
  teams: teamsSchema.optional().describe("Of a coach: the teams, by id."),
}

interface Standing {
  readonly role: z.infer<typeof roleSchema>
  readonly athleteId?: string | undefined
  readonly teams?: readonly string[] | undefined
}

const fitsRole = ({ role, athleteId, teams }: Standing) =>
  (role === "athlete") === (athleteId !== undefined) && (role === "coach" || (teams ?? []).length === 0)
const misfit = {
  path: ["role"],
  error: "an athlete comes with `athleteId`, a coach with `teams`, an admin with neither",
}

export const standingSchema = z.strictObject(standing).refine(fitsRole, misfit).meta({ id: "Standing" })
export const newInvitationSchema = z
  .strictObject({ email: emailSchema, ...standing })
  .refine(fitsRole, misfit)
  .meta({ id: "NewInvitation" })

export const memberSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: roleSchema,
    athleteId: z.string().nullable(),
    teams: z.array(z.string()),
    createdAt: z.string(),
  })
  .meta({ id: "Member" })

export const invitationSchema = z
  .object({
    id: z.string(),
    email: z.string(),
    role: roleSchema,
    athleteId: z.string().nullable(),
    teams: z.array(z.string()),
    createdAt: z.string(),
    expiresAt: z.string(),
    link: z.string().optional().describe("Shown once, when it is made: for the one who is invited."),
    mailed: z.boolean().optional().describe("When it is made: whether the link went out by mail, too."),
  })
  .meta({ id: "Invitation" })

/** An answer in JSON, described. */
export function answer<Schema extends z.ZodType>(description: string, schema: Schema) {
  return { description, content: { "application/json": { schema } } }
}

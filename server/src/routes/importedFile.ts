import { type Entry, externalIdSchema, measuresOf } from "@barometer/engine/readiness"
import type { Context } from "hono"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { rulesetFor } from "../assignedRulesets.ts"
import { todayOf } from "../refuseOtherDay.ts"
import { AppError } from "../errors.ts"
import { encodingOf } from "../imports/decodePieces.ts"
import { ImportRefused } from "../imports/index.ts"
import { readAtMost } from "../middleware/jsonBody.ts"
import { type PreviewedFile, previewFile } from "../past/previewedFile.ts"

const importBytes = 50 * 1024 * 1024
const listedProblems = 100
const mediaTypes: ReadonlySet<string> = new Set([
  "text/csv",
  "text/plain",
  "application/json",
  "application/vnd.ms-excel",
])

export const importedFileQuery = z.object({
  file: z.string().min(1).max(200).default("log.csv"),
  athlete: externalIdSchema.default("me").describe("Whose rows these are, where no column says."),
  flips: z
    .string()
    .max(400)
    .default("")
    .describe("Measures, parted by commas, whose scale runs the other way than guessed."),
})

/** A file in the request, as it is: CSV with a header line, or a JSON array of flat records. */
export const importedFileBody = {
  required: true,
  content: {
    "text/csv": { schema: z.string().describe("CSV with a header line, as the file is.") },
    "application/json": { schema: z.array(z.unknown()) },
  },
}

export const importReportSchema = z.object({
  source: z.string(),
  rows: z.object({ read: z.int(), used: z.int(), empty: z.int(), repeated: z.int(), refused: z.int() }),
  problems: z
    .array(z.object({ line: z.int(), column: z.string().optional(), message: z.string() }))
    .describe(`At most ${listedProblems}.`),
  problemsLeftOut: z.int(),
  lineWord: z.enum(["line", "record"]),
  notes: z.array(z.string()),
})

export function toReportView({ report }: PreviewedFile): z.infer<typeof importReportSchema> {
  return {
    source: report.source,
    rows: report.rows,
    problems: report.problems.slice(0, listedProblems).map((problem) => ({ ...problem })),
    problemsLeftOut: report.problemsLeftOut + Math.max(0, report.problems.length - listedProblems),
    lineWord: report.lineWord,
    notes: [...report.notes],
  }
}

/** Reads the file that the request holds, at most 50 MB, into entries; one that cannot be read is refused. */
export async function readImportedFile(
  context: Context<AppEnv>,
  { file, athlete, flips }: z.infer<typeof importedFileQuery>,
): Promise<PreviewedFile> {
  refuseOtherMediaType(context.req.header("content-type"))
  const text = toText(await readAtMost(context.req.raw.body, importBytes))
  const parts = context.get("parts")
  const measures = measuresOf((await rulesetFor(parts, {}, todayOf(parts))).ruleset)
  try {
    return await previewFile(text, { file, athleteId: athlete, flips: new Set(flips.split(",")), measures })
  } catch (error) {
    if (error instanceof ImportRefused) throw new AppError("invalidInput", error.message)
    throw error
  }
}

/** The entries by athlete, of whom there is most first. */
export function byAthlete({ entries }: PreviewedFile): readonly (readonly [string, readonly Entry[]])[] {
  return [...Map.groupBy(entries, (entry) => entry.athleteId)].toSorted(([, a], [, b]) => b.length - a.length)
}

function refuseOtherMediaType(type = ""): void {
  const essence = type.split(";")[0]?.trim().toLowerCase() ?? ""
  if (!mediaTypes.has(essence))
    throw new AppError("unsupportedMediaType", "expected content-type `text/csv` or `application/json`")
}

/** UTF-16 by its byte order mark, else UTF-8, or what spreadsheets on Windows write when it is not. */
function toText(bytes: Uint8Array): string {
  try {
    const encoding = encodingOf(bytes)
    return new TextDecoder(encoding, { fatal: encoding === "utf-8" }).decode(bytes)
  } catch {
    return new TextDecoder("windows-1252").decode(bytes)
  }
}

import { monthNamed } from "./monthNames.ts"

/** Formats that are no token text: ISO 8601 instants, and seconds or milliseconds since 1970. */
const instantFormats = ["instant", "epochSeconds", "epochMillis"] as const

/** A moment as a file tells it: the training-local date, and the instant where the file tells one. */
export interface ReadDate {
  readonly localDate: string
  readonly instant?: string
  /** Minutes of the day as written; absent when only a date is written. Serves durations from start and end. */
  readonly minutes?: number
}

const tokenPattern = /YYYY|YY|MMM|MM|DD|HH|mm|ss|A/g
const tokenSource: Readonly<Record<string, string>> = {
  YYYY: String.raw`(?<year>\d{4})`,
  YY: String.raw`(?<shortYear>\d{2})`,
  MMM: String.raw`(?<monthName>\p{L}+\.?)`,
  MM: String.raw`(?<month>\d{1,2})`,
  DD: String.raw`(?<day>\d{1,2})`,
  HH: String.raw`(?<hour>\d{1,2})`,
  mm: String.raw`(?<minute>\d{2})`,
  ss: String.raw`(?<second>\d{2}(?:\.\d+)?)`,
  A: String.raw`(?<half>[AaPp]\.?[Mm]\.?)`,
}
const patterns = new Map<string, RegExp>()

/** True for formats that name a year, a month and a day, once each, or one of the instant formats. */
export function isDateFormat(format: string): boolean {
  if (instantFormats.some((each) => each === format)) return true
  const tokens: readonly string[] = format.match(tokenPattern) ?? []
  const has = (...of: readonly string[]) => tokens.filter((token) => of.includes(token)).length === 1
  const isOnce = new Set(tokens).size === tokens.length
  return isOnce && has("YYYY", "YY") && has("MMM", "MM") && has("DD")
}

/**
 * A date by one of several formats: tokens YYYY YY MMM MM DD HH mm ss A, all else literally, any white space matching
 * any other; month names in six languages. An instant's local date is taken in `zone`, else as it is written (an
 * epoch's in UTC). Undefined when no format fits or there is no such day.
 */
export function readDate(text: string, formats: readonly string[], zone?: string): ReadDate | undefined {
  for (const format of formats) {
    const read =
      format === "instant"
        ? readInstant(text, zone)
        : format.startsWith("epoch")
          ? readEpoch(text, format, zone)
          : readTokens(text, format)
    if (read !== undefined) return read
  }
  return undefined
}

function readTokens(text: string, format: string): ReadDate | undefined {
  const parts = patternOf(format).exec(text.trim())?.groups
  if (parts === undefined) return undefined
  const year = parts.year ?? `20${parts.shortYear}`
  const month = parts.monthName === undefined ? Number(parts.month) : monthNamed(parts.monthName)
  const localDate = month === undefined ? undefined : toLocalDate(Number(year), month, Number(parts.day))
  if (localDate === undefined) return undefined
  if (parts.hour === undefined) return { localDate }
  const minutes = minutesOfDay(Number(parts.hour), Number(parts.minute ?? 0), parts.half)
  return minutes === undefined ? undefined : { localDate, minutes }
}

function patternOf(format: string): RegExp {
  const before = patterns.get(format)
  if (before !== undefined) return before
  const literal = (part: string) =>
    part.replaceAll(/[\\^$.*+?()[\]{}|/]/g, String.raw`\$&`).replaceAll(/\s+/g, String.raw`\s+`)
  let source = ""
  let last = 0
  for (const { 0: token, index } of format.matchAll(tokenPattern)) {
    source += literal(format.slice(last, index)) + (tokenSource[token] ?? "")
    last = index + token.length
  }
  const pattern = new RegExp(`^${source}${literal(format.slice(last))}$`, "u")
  patterns.set(format, pattern)
  return pattern
}

function minutesOfDay(hour: number, minute: number, half: string | undefined): number | undefined {
  const isAfternoon = half?.toLowerCase().startsWith("p") === true
  if (minute > 59 || hour > 23 || (half !== undefined && (hour < 1 || hour > 12))) return undefined
  return (half === undefined ? hour : (hour % 12) + (isAfternoon ? 12 : 0)) * 60 + minute
}

function toLocalDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.toISOString().slice(0, 10)
}

const instantPattern = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})$/

function readInstant(text: string, zone: string | undefined): ReadDate | undefined {
  const [, date, hour, minute, offset] = instantPattern.exec(text.trim()) ?? []
  if (date === undefined || offset === undefined) return undefined
  const [year, month, day] = date.split("-").map(Number)
  const instant = Date.parse(text.trim().replace(" ", "T").replaceAll(/\s/g, ""))
  if (Number.isNaN(instant) || toLocalDate(year ?? 0, month ?? 0, day ?? 0) === undefined) return undefined
  const written = { localDate: date, minutes: Number(hour) * 60 + Number(minute) }
  return { ...(zone === undefined ? written : inZone(instant, zone)), instant: new Date(instant).toISOString() }
}

function readEpoch(text: string, format: string, zone: string | undefined): ReadDate | undefined {
  if (!/^\d{1,14}(\.\d+)?$/.test(text.trim())) return undefined
  const instant = Math.round(Number(text) * (format === "epochSeconds" ? 1_000 : 1))
  if (instant > 8.64e15) return undefined
  return { ...inZone(instant, zone ?? "UTC"), instant: new Date(instant).toISOString() }
}

const clocks = new Map<string, Intl.DateTimeFormat>()

function inZone(instant: number, zone: string): { readonly localDate: string; readonly minutes: number } {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat("en-GB", {
      timeZone: zone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
    })
  clocks.set(zone, clock)
  const parts = new Map(clock.formatToParts(instant).map(({ type, value }) => [type, value]))
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.get(name) ?? ""
  return {
    localDate: `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}`,
    minutes: Number(part("hour")) * 60 + Number(part("minute")),
  }
}

const milliseconds = 86_400_000

/** Today's date where the browser is, as `YYYY-MM-DD`. */
export function localToday(): string {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-")
}

/** The date so many days after another. */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * milliseconds).toISOString().slice(0, 10)
}

/** Days from one date to a later one. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / milliseconds)
}

/** The dates from one to another, both included. */
export function datesFrom(from: string, to: string): readonly string[] {
  return Array.from({ length: daysBetween(from, to) + 1 }, (_, index) => addDays(from, index))
}

/** A date in words: `today`, `yesterday`, `3 days ago`, else `Mon 9 Mar 2026`. */
export function dayInWords(date: string, today: string): string {
  const ago = daysBetween(date, today)
  if (ago === 0) return "today"
  if (ago === 1) return "yesterday"
  return ago > 1 && ago < 15 ? `${ago} days ago` : longDate(date)
}

const long = new Intl.DateTimeFormat("en-GB", {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
})
const short = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" })
const month = new Intl.DateTimeFormat("en-GB", { month: "short", year: "numeric", timeZone: "UTC" })

/** `Mon, 9 Mar 2026` */
export function longDate(date: string): string {
  return long.format(Date.parse(date))
}

/** `Mon, 9 Mar` */
export function shortDate(date: string): string {
  return short.format(Date.parse(date))
}

/** `Mar 2026` */
export function monthOf(date: string): string {
  return month.format(Date.parse(date))
}

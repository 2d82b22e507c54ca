/** Days since 1970-01-01: local dates as integers, so that windows are subtraction and never meet a clock. */
export type Day = number

/** `2019-11-01` → 18201. The text must be a valid ISO date (the schema's work). */
export function toDay(localDate: string): Day {
  return (
    Date.UTC(2_000 + Number(localDate.slice(0, 4)), Number(localDate.slice(5, 7)) - 1, Number(localDate.slice(8, 10))) /
      86_400_000 -
    daysOf2000Years
  )
}

/** 18201 → `2019-11-01`. */
export function fromDay(day: Day): string {
  const before = texts.get(day)
  if (before !== undefined) return before
  const text = new Date(day * 86_400_000).toISOString().slice(0, 10)
  // A century of days at most: the evidence of every decision names dates, and making one costs 60 times a look-up.
  if (texts.size < 36_525) texts.set(day, text)
  return text
}

/** `Date.UTC` takes the years 0 to 99 for 1900 to 1999; 2,000 years on, the calendar is the same. */
const daysOf2000Years = 730_485

const texts = new Map<Day, string>()

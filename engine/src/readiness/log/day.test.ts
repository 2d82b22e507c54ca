import { expect, it } from "vitest"
import { fromDay, toDay } from "./day.ts"

it.each([
  "0000-01-01",
  "0026-11-23",
  "0099-12-31",
  "0100-01-01",
  "1969-12-31",
  "1970-01-01",
  "2024-02-29",
  "9999-12-31",
])("finds %s again from its day", (localDate) => expect(fromDay(toDay(localDate))).toBe(localDate))

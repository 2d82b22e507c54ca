import { describe, expect, it } from "vitest"
import { isDateFormat, readDate } from "./dates.ts"

describe("readDate", () => {
  it.each([
    ["2019-11-01", "YYYY-MM-DD", { localDate: "2019-11-01" }],
    ["3 Jul 2024, 15:36", "DD MMM YYYY, HH:mm", { localDate: "2024-07-03", minutes: 936 }],
    ["22 Dez. 2025, 08:00", "DD MMM YYYY, HH:mm", { localDate: "2025-12-22", minutes: 480 }],
    ["5 août 2025, 08:00", "DD MMM YYYY, HH:mm", { localDate: "2025-08-05", minutes: 480 }],
    ["5 de sept de 2025, 08:00", "DD de MMM de YYYY, HH:mm", { localDate: "2025-09-05", minutes: 480 }],
    ["März 7, 2025", "MMM DD, YYYY", { localDate: "2025-03-07" }],
    ["11/01/19", "MM/DD/YY", { localDate: "2019-11-01" }],
    ["1/2/2025 12:30 AM", "MM/DD/YYYY HH:mm A", { localDate: "2025-01-02", minutes: 30 }],
    ["1/2/2025 12:30 PM", "MM/DD/YYYY HH:mm A", { localDate: "2025-01-02", minutes: 750 }],
    ["2025-01-02 10:20:30.5", "YYYY-MM-DD HH:mm:ss", { localDate: "2025-01-02", minutes: 620 }],
    ["2025-02-30", "YYYY-MM-DD", undefined],
    ["2025-13-01", "YYYY-MM-DD", undefined],
    ["2025-01-02 24:00", "YYYY-MM-DD HH:mm", undefined],
    ["13 Foo 2025", "DD MMM YYYY", undefined],
    ["2025-01-02 08:00", "YYYY-MM-DD", undefined],
    ["", "YYYY-MM-DD", undefined],
  ])("reads %j as %s", (text, format, expected) => {
    expect(readDate(text, [format])).toEqual(expected)
  })

  it("takes the first format that fits", () => {
    expect(readDate("31.12.2025", ["YYYY-MM-DD", "DD.MM.YYYY"])).toEqual({ localDate: "2025-12-31" })
  })

  it("keeps an instant's date as it is written, and tells the instant", () => {
    expect(readDate("2025-01-01T00:30:00+02:00", ["instant"])).toEqual({
      localDate: "2025-01-01",
      minutes: 30,
      instant: "2024-12-31T22:30:00.000Z",
    })
  })

  it("takes an instant's date in a zone where one is given", () => {
    expect(readDate("2019-11-05T23:30:00.000Z", ["instant"], "Europe/Oslo")).toMatchObject({
      localDate: "2019-11-06",
      minutes: 30,
    })
  })

  it.each([
    ["1572564699", "epochSeconds"],
    ["1572564699000", "epochMillis"],
  ])("reads %s as %s in UTC", (text, format) => {
    expect(readDate(text, [format])).toMatchObject({ localDate: "2019-10-31", instant: "2019-10-31T23:31:39.000Z" })
  })

  it("refuses an instant without an offset, and one that is no time", () => {
    expect(readDate("2025-01-01T10:00:00", ["instant"])).toBeUndefined()
    expect(readDate("2025-02-30T10:00:00Z", ["instant"])).toBeUndefined()
    expect(readDate("yesterday", ["epochSeconds"])).toBeUndefined()
  })
})

describe("isDateFormat", () => {
  it.each([
    ["YYYY-MM-DD", true],
    ["DD MMM YY", true],
    ["instant", true],
    ["YYYY-MM", false],
    ["YYYY-MM-DD DD", false],
    ["", false],
  ])("%j: %s", (format, expected) => {
    expect(isDateFormat(format)).toBe(expected)
  })
})

import { toInvalidInput } from "./errors.ts"
import type { TenantParts } from "./tenantParts.ts"

/** Today in UTC. */
export function todayOf({ clock }: Pick<TenantParts, "clock">): string {
  return clock().toISOString().slice(0, 10)
}

/** Refuses a date that is today nowhere on earth: zones reach from 12 hours behind UTC to 14 ahead of it. */
export function refuseOtherDay(localDate: string, now: Date): void {
  const [earliest, latest] = [-12, 14].map((hours) =>
    new Date(now.getTime() + hours * 3_600_000).toISOString().slice(0, 10),
  )
  if (earliest === undefined || latest === undefined || (earliest <= localDate && localDate <= latest)) return
  const message = `found another day; expected today, \`${earliest}\` to \`${latest}\``
  throw toInvalidInput([{ pointer: "/query/today", code: "notToday", message }])
}

import type { JointReading, LogView, Series } from "./logView.ts"
import type { Joint } from "./schema.ts"

/** A reading that could still be logged today. */
export type Reading =
  | { readonly of: "joints"; readonly pain: ReadonlyMap<Joint, number> }
  | { readonly of: "symptoms"; readonly value: readonly string[] }
  | { readonly of: "discomfort"; readonly value: "effort" | "signal" | "unsure" }
  | { readonly of: "measure"; readonly measure: string; readonly value: number }

/** The same log with one more reading, made today at the phase of the view; for asking what it would change. */
export function withReading(view: LogView, reading: Reading): LogView {
  return overlay(view, membersWith(view, reading))
}

function membersWith(view: LogView, reading: Reading): Partial<LogView> {
  const { today } = view
  const { phase } = view.asOf
  switch (reading.of) {
    case "joints": {
      const asked: JointReading = { day: today, phase, pain: reading.pain }
      return { joints: [...view.joints, asked] }
    }
    case "symptoms":
      return { symptoms: [...view.symptoms, { day: today, phase, value: reading.value }] }
    case "discomfort":
      return { discomfort: [...view.discomfort, { day: today, phase, value: reading.value }] }
    case "measure": {
      const { measure, value } = reading
      const added = (series: Series): Series =>
        series.days.at(-1) === today ? series : { days: [...series.days, today], values: [...series.values, value] }
      return {
        daily: (name) => (name === measure ? added(view.daily(name)) : view.daily(name)),
        beforeSession: (name) =>
          name === measure && (phase === "morning" || phase === "preSession")
            ? added(view.beforeSession(name))
            : view.beforeSession(name),
        afterWarmup: (name) =>
          name === measure && phase === "afterWarmup" ? added(view.afterWarmup(name)) : view.afterWarmup(name),
      }
    }
  }
}

/** The rest is reached through the view, uncopied: its members are made at first use, and none of them needs `this`. */
function overlay(view: LogView, members: Partial<LogView>): LogView {
  return Object.create(view, Object.fromEntries(Object.entries(members).map(([name, value]) => [name, { value }])))
}

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
  const { today } = view
  const { phase } = view.asOf
  switch (reading.of) {
    case "joints": {
      const asked: JointReading = { day: today, phase, pain: reading.pain }
      return overlay(view, { joints: [...view.joints, asked] })
    }
    case "symptoms":
      return overlay(view, { symptoms: [...view.symptoms, { day: today, phase, value: reading.value }] })
    case "discomfort":
      return overlay(view, { discomfort: [...view.discomfort, { day: today, phase, value: reading.value }] })
    case "measure": {
      const { measure, value } = reading
      const added = (series: Series): Series =>
        series.days.at(-1) === today ? series : { days: [...series.days, today], values: [...series.values, value] }
      return overlay(view, {
        daily: (name) => (name === measure ? added(view.daily(name)) : view.daily(name)),
        beforeSession: (name) =>
          name === measure && (phase === "morning" || phase === "preSession") ? added(view.beforeSession(name)) : view.beforeSession(name),
        afterWarmup: (name) => (name === measure && phase === "afterWarmup" ? added(view.afterWarmup(name)) : view.afterWarmup(name)),
      })
    }
  }
}

/** A view computes its members at first use and keeps them privately, so the rest is asked of the view itself, not copied. */
function overlay(view: LogView, members: Partial<LogView>): LogView {
  return new Proxy(view, {
    get(target, name) {
      if (Object.hasOwn(members, name)) return Reflect.get(members, name)
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === "function" ? value.bind(target) : value
    },
  })
}
